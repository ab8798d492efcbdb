// client-node's models say `string` for resource.Quantity; the real decoder takes a number too
// (`cpu: 2`), so these fields must be told apart. By model class.
const quantities = new Map<string, readonly string[]>([
  ['V1ContainerStatus', ['allocatedResources']],
  ['V1CSIStorageCapacity', ['capacity', 'maximumVolumeSize']],
  ['V1EmptyDirVolumeSource', ['sizeLimit']],
  ['V1LimitRangeItem', ['default', 'defaultRequest', 'max', 'maxLimitRequestRatio', 'min']],
  ['V1NodeStatus', ['allocatable', 'capacity']],
  ['V1Overhead', ['podFixed']],
  ['V1PersistentVolumeClaimStatus', ['allocatedResources', 'capacity']],
  ['V1PersistentVolumeSpec', ['capacity']],
  ['V1PodSpec', ['overhead']],
  ['V1PodStatus', ['allocatedResources']],
  ['V1ResourceFieldSelector', ['divisor']],
  ['V1ResourceQuotaSpec', ['hard']],
  ['V1ResourceQuotaStatus', ['hard', 'used']],
  ['V1ResourceRequirements', ['limits', 'requests']],
  ['V1VolumeResourceRequirements', ['limits', 'requests']],
  ['V2HPAScalingRules', ['tolerance']],
  ['V2MetricTarget', ['averageValue', 'value']],
  ['V2MetricValueStatus', ['averageValue', 'value']],
]);

/** Whether a model's field holds a quantity, or a map of them. */
export function isQuantity(model: string, field: string): boolean {
  return quantities.get(model)?.includes(field) ?? false;
}
