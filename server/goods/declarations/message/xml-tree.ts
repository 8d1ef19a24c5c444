/**
 * Reads XML 1.0 with namespaces into a small tree: no document type, no processing instructions, bounded depth, counts and text. saxes
 * refuses duplicate attributes, unbound prefixes, control characters and undefined entities; names never become property names.
 */
import { SaxesParser } from 'saxes';
import { LIMITS, MessageRefused, textOf } from './refusal.ts';

export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** Local names of attributes without a namespace. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** Text directly in the element. */
  text: string;
  readonly line: number;
}

/** The root element. Throws `MessageRefused`. */
export function readXml(bytes: Uint8Array): XmlElement {
  const text = textOf(bytes).replace(/^\uFEFF/, '');
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let attributes = 0;
  parser.on('error', () => {
    throw new MessageRefused('not-well-formed', parser.line);
  });
  parser.on('doctype', () => {
    throw new MessageRefused('doctype', parser.line);
  });
  parser.on('processinginstruction', () => {
    throw new MessageRefused('processing-instruction', parser.line);
  });
  parser.on('opentagstart', () => {
    elements += 1;
    attributes = 0;
    if (elements > LIMITS.elements) throw new MessageRefused('too-many-parts', parser.line);
    if (open.length >= LIMITS.depth) throw new MessageRefused('too-deep', parser.line);
  });
  // Judged at each attribute: the parser keeps all of an element
  parser.on('attribute', ({ value }) => {
    attributes += 1;
    if (attributes > LIMITS.attributes) throw new MessageRefused('too-many-parts', parser.line);
    if (value.length > LIMITS.textCharacters) throw new MessageRefused('too-large', parser.line);
  });
  parser.on('opentag', (tag) => {
    const own = Object.values(tag.attributes)
      .filter(({ uri }) => uri === '')
      .map(({ local, value }) => [local, value] as const);
    const element: XmlElement = {
      namespace: tag.uri,
      name: tag.local,
      attributes: new Map(own),
      children: [],
      text: '',
      line: parser.line,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (piece: string): void => {
    const element = open.at(-1);
    if (element === undefined) return;
    if (element.text.length + piece.length > LIMITS.textCharacters) throw new MessageRefused('too-large', parser.line);
    element.text += piece;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  if (root === undefined) throw new MessageRefused('not-well-formed');
  return root;
}
