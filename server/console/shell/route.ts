/** Pure: addresses within the page, `#/section/rest/of/path`. Nothing of a traveller stands in one but random ids. */

export interface Route {
  /** Empty when the address names none. */
  readonly section: string;
  readonly path: readonly string[];
}

const SEGMENT = /^[A-Za-z0-9._-]{1,64}$/;
const DEEPEST = 6;

/** The section and path of an address. The first invalid segment ends it. */
export function routeOf(hash: string): Route {
  const segments = hash.replace(/^#\/?/, '').split('/');
  const end = segments.findIndex((segment) => !SEGMENT.test(segment));
  const [section = '', ...path] = segments.slice(0, Math.min(end < 0 ? segments.length : end, DEEPEST));
  return { section, path };
}

export function hashOf(section: string, ...path: readonly string[]): string {
  return `#/${[section, ...path].join('/')}`;
}
