/** Builds a plain object from XML and remembers the line of each value, and which elements were taken. */
import { MAX_ITEMS } from '../form/declaration.ts';
import type { XmlElement } from './xml-tree.ts';

export type Lines = Map<string, number>;

/** One more than the form allows of any group, so that the form refuses a longer list. */
const MAX_ENTRIES = MAX_ITEMS + 1;

export class Part {
  readonly pointer: string;
  readonly value: Record<string, unknown> = {};
  readonly #lines: Lines;

  constructor(pointer: string, lines: Lines) {
    this.pointer = pointer;
    this.#lines = lines;
  }

  set(name: string, text: string | undefined, line: number | undefined): void {
    if (text === undefined || text === '') return;
    this.value[name] = text;
    if (line !== undefined) this.#lines.set(`${this.pointer}/${name}`, line);
  }

  /** An inner object; it is created when it is first filled. */
  fill(name: string, element: XmlElement | undefined, fill: (part: Part) => void): void {
    const part = new Part(`${this.pointer}/${name}`, this.#lines);
    const before = this.value[name];
    if (before !== undefined) Object.assign(part.value, before);
    if (element !== undefined) this.#lines.set(part.pointer, element.line);
    fill(part);
    if (Object.keys(part.value).length > 0) this.value[name] = part.value;
  }

  list(name: string, elements: readonly XmlElement[], fill: (part: Part, element: XmlElement) => void): void {
    this.#append(name, elements, (element, pointer) => {
      const part = new Part(pointer, this.#lines);
      fill(part, element);
      return part.value;
    });
  }

  codes(name: string, elements: readonly XmlElement[]): void {
    this.#append(name, elements, ({ text }) => text.trim());
  }

  #append(
    name: string,
    elements: readonly XmlElement[],
    valueOf: (element: XmlElement, pointer: string) => unknown,
  ): void {
    if (elements.length === 0) return;
    const entries = (this.value[name] ??= []) as unknown[];
    for (const element of elements) {
      if (entries.length >= MAX_ENTRIES) return;
      const pointer = `${this.pointer}/${name}/${entries.length}`;
      this.#lines.set(pointer, element.line);
      entries.push(valueOf(element, pointer));
    }
  }
}

/** Reads elements of some namespaces and keeps count of those that were taken. */
export class Source {
  readonly #namespaces: readonly string[];
  readonly #taken = new Set<XmlElement>();

  constructor(...namespaces: readonly string[]) {
    this.#namespaces = namespaces;
  }

  all(from: XmlElement | undefined, path: string): readonly XmlElement[] {
    let found: readonly XmlElement[] = from === undefined ? [] : [from];
    for (const name of path.split('/')) {
      found = found.flatMap(({ children }) =>
        children.filter((child) => child.name === name && this.#namespaces.includes(child.namespace)),
      );
    }
    for (const one of found) this.#taken.add(one);
    return found;
  }

  one(from: XmlElement | undefined, path: string): XmlElement | undefined {
    return this.all(from, path)[0];
  }

  text(from: XmlElement | undefined, path: string): string | undefined {
    return this.one(from, path)?.text.trim();
  }

  put(part: Part, name: string, from: XmlElement | undefined, path: string): void {
    const element = this.one(from, path);
    part.set(name, element?.text.trim(), element?.line);
  }

  /** Lines of elements with text that no mapping took, at most 100. */
  left(from: XmlElement): readonly number[] {
    const lines: number[] = [];
    const walk = (element: XmlElement): void => {
      if (lines.length >= 100) return;
      if (element.children.length === 0 && element.text.trim() !== '' && !this.#taken.has(element))
        lines.push(element.line);
      for (const child of element.children) walk(child);
    };
    walk(from);
    return lines;
  }
}
