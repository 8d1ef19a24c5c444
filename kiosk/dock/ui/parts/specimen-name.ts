/** `SPECIMEN ALPHA` as a heading: the given name, which distinguishes the specimens. */
export function nameOf(name: string): string {
  const last = name.split(' ').at(-1) ?? name;
  return last.charAt(0) + last.slice(1).toLowerCase();
}
