/**
 * Pure: whether an SVG consists of shapes alone. Everything that is not in the lists is refused: scripts, styles, events, links, pictures,
 * text, references to other files, entities. So the renderer receives nothing that could load, run or repeat without limit.
 */

const ELEMENTS = new Set(
  (
    'svg g defs title desc path rect circle ellipse line polyline polygon linearGradient radialGradient stop ' +
    'clipPath'
  ).split(' '),
);
const ATTRIBUTES = new Set(
  (
    'xmlns version viewBox width height x y id transform preserveAspectRatio role d points x1 y1 x2 y2 cx cy r rx ' +
    'ry fx fy pathLength fill fill-opacity fill-rule clip-rule clip-path clipPathUnits opacity color stroke ' +
    'stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray ' +
    'stroke-dashoffset offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod xml:space ' +
    'aria-hidden aria-label'
  ).split(' '),
);
const NAMESPACE = 'http://www.w3.org/2000/svg';
const MAX_ELEMENTS = 2_000;
const MAX_DEPTH = 32;

const DECLARATION =
  /^\s*(?:<\?xml\s+version=["']1\.\d["'](?:\s+encoding=["'][\w-]{1,20}["'])?(?:\s+standalone=["'](?:yes|no)["'])?\s*\?>)?\s*/;
const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /\s*([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gy;
/** A colour, numbers, or a name; `url()` only of a part of the same file. */
const VALUE = /^(?:url\(#[\w.-]+\)|(?!.*url\s*\()[\p{L}\p{N}\s#%.,:;()+/-]*)$/iu;

export type SvgFault =
  | { readonly code: 'not-svg' }
  | { readonly code: 'too-many-elements' }
  /** `name` has at most 40 characters of names. */
  | { readonly code: 'element' | 'attribute'; readonly name: string };

/** `undefined` when the text is an SVG of shapes alone. */
export function svgFault(text: string): SvgFault | undefined {
  const whole = text.replace(/^\ufeff/, '').replace(DECLARATION, '');
  const source = withoutComments(whole)?.trim();
  if (source === undefined) return { code: 'not-svg' };
  const open: string[] = [];
  let elements = 0;
  let at = 0;
  while (at < source.length) {
    const next = source.indexOf('<', at);
    // Text is allowed in a title or description, which are not drawn
    const between = source.slice(at, next === -1 ? source.length : next);
    if (/[&>]/.test(between) || (between.trim() !== '' && !isWords(open.at(-1)))) return { code: 'not-svg' };
    if (next === -1) break;
    TAG.lastIndex = next;
    const tag = TAG.exec(source);
    if (tag === null) return { code: 'not-svg' };
    const [written, closing = '', name = '', attributes = '', selfClosing = ''] = tag;
    at = next + written.length;
    if (closing !== '') {
      if (open.pop() !== name || attributes !== '' || selfClosing !== '') return { code: 'not-svg' };
      if (open.length === 0) return source.slice(at).trim() === '' ? undefined : { code: 'not-svg' };
      continue;
    }
    if ((open.length === 0) !== (name === 'svg') || isWords(open.at(-1))) return { code: 'not-svg' };
    const fault = faultOfElement(name, attributes);
    if (fault !== undefined) return fault;
    elements += 1;
    if (elements > MAX_ELEMENTS || open.length >= MAX_DEPTH) return { code: 'too-many-elements' };
    if (selfClosing === '') open.push(name);
    else if (open.length === 0) return { code: 'not-svg' };
  }
  return { code: 'not-svg' };
}

/** `undefined` for a comment that XML does not allow, or that ends earlier for a reader of HTML (`<!-->`). */
function withoutComments(text: string): string | undefined {
  const [first = '', ...others] = text.split('<!--');
  const kept = [first];
  for (const other of others) {
    const end = other.indexOf('--');
    if (end === -1 || !other.startsWith('-->', end) || /^-?>/.test(other)) return undefined;
    kept.push(other.slice(end + 3));
  }
  return kept.join('');
}

function isWords(name: string | undefined): boolean {
  return name === 'title' || name === 'desc';
}

function faultOfElement(name: string, attributes: string): SvgFault | undefined {
  if (!ELEMENTS.has(name)) return { code: 'element', name: name.slice(0, 40) };
  for (const [, attribute = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? '';
    const isAllowed = ATTRIBUTES.has(attribute) && (attribute === 'xmlns' ? value === NAMESPACE : VALUE.test(value));
    if (!isAllowed) return { code: 'attribute', name: attribute.slice(0, 40) };
  }
  return undefined;
}
