import type { FieldShape } from './models.ts';

/** A model class's name as the Go type has it: `V1ServiceSpec` → `ServiceSpec`, `CoreV1EndpointPort` → `EndpointPort`. */
export function goStruct(model: string): string {
  return model.replace(/^[A-Za-z]*?V\d+((alpha|beta)\d+)?(?=[A-Z])/, '');
}

/** The Go type a decoding error names: `[]v1.ServicePort`, `map[string]string`, `int32`. */
export function goType(shape: FieldShape): string {
  switch (shape.is) {
    case 'list':
      return `[]${goType(shape.of)}`;
    case 'map':
      return `map[string]${goType(shape.of)}`;
    case 'object':
      return `${goPackage(shape.model)}.${goStruct(shape.model)}`;
    case 'integer':
      return `int${shape.bits}`;
    case 'boolean':
      return 'bool';
    case 'double':
      return 'float64';
    case 'quantity':
      return 'resource.Quantity';
    case 'bytes':
      return '[]uint8';
    case 'time':
      return shape.micro ? 'v1.MicroTime' : 'v1.Time';
    case 'intOrString':
      return 'intstr.IntOrString';
    case 'string':
      return 'string';
    case 'any':
      break;
  }
  return 'runtime.RawExtension';
}

function goPackage(model: string): string {
  return (/V\d+((alpha|beta)\d+)?(?=[A-Z])/.exec(model)?.[0] ?? 'V1').toLowerCase();
}
