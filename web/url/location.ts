// What a link reproduces. The path lives behind `#`, so that no prefix and no server rewrite matters.

export type Sort = 'name' | 'health' | 'ready' | 'age';

export interface ListPlace {
  readonly page: 'services';
  /** Only this namespace. */
  readonly namespace?: string;
  /** The filter as typed. */
  readonly filter?: string;
  readonly sort?: Sort;
}
export interface ServicePlace {
  readonly page: 'service';
  readonly namespace: string;
  readonly name: string;
  /** Id of the node or edge that the inspector shows. */
  readonly selected?: string;
  /** Vantage point that is looked from. */
  readonly from?: string;
  readonly outline?: boolean;
}
export interface LostPlace {
  readonly page: 'lost';
  readonly path: string;
}
export type Place = ListPlace | ServicePlace | LostPlace;

const sorts: readonly Sort[] = ['name', 'health', 'ready', 'age'];

/** Never fails: an address it does not know is `lost`. */
export function parsePlace(hash: string): Place {
  const [path, search] = split(hash.replace(/^#/, ''), '?');
  const parts = path.split('/').filter(Boolean).map(decode);
  const params = new URLSearchParams(search);
  if (parts.length === 0 || (parts.length === 1 && parts[0] === 'services')) {
    return listPlace(params);
  }
  const [page, namespace, name, ...more] = parts;
  if (page === 'services' && namespace && name && more.length === 0) {
    return servicePlace(namespace, name, params);
  }
  return { page: 'lost', path };
}

export function formatPlace(place: Place): string {
  switch (place.page) {
    case 'services':
      return `#/services${query({ ns: place.namespace, q: place.filter, sort: place.sort })}`;
    case 'service': {
      const path = [place.namespace, place.name].map(encodeURIComponent).join('/');
      const view = place.outline ? 'outline' : undefined;
      return `#/services/${path}${query({ sel: place.selected, from: place.from, view })}`;
    }
    case 'lost':
      break;
  }
  return `#${place.path}`;
}

function listPlace(params: URLSearchParams): ListPlace {
  const namespace = params.get('ns');
  const filter = params.get('q');
  const sort = sorts.find((each) => each === params.get('sort'));
  return {
    page: 'services',
    ...(namespace ? { namespace } : {}),
    ...(filter ? { filter } : {}),
    ...(sort ? { sort } : {}),
  };
}

function servicePlace(namespace: string, name: string, params: URLSearchParams): ServicePlace {
  const selected = params.get('sel');
  const from = params.get('from');
  return {
    page: 'service',
    namespace,
    name,
    ...(selected ? { selected } : {}),
    ...(from ? { from } : {}),
    ...(params.get('view') === 'outline' ? { outline: true } : {}),
  };
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function query(values: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) params.set(name, value);
  const text = params.toString();
  return text ? `?${text}` : '';
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
