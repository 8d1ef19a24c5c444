/** The text without the characters at its end that are extra. An expression such as `/-+$/` would begin a search at each of them. */
export function withoutEnd(text: string, isExtra: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isExtra(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
