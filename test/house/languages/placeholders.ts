/** The values (`{name}`) and elements (`<b>…</b>`) in a text, each once, in order of the alphabet. */
export function placeholdersOf(text: string): readonly string[] {
  const values = [...text.matchAll(/\{(\w+)\}/g)].map(([whole]) => whole);
  const elements = [...text.matchAll(/<(\w+)>.*?<\/\1>/gs)].map(([, tag]) => `<${tag}>`);
  return [...new Set([...values, ...elements])].sort();
}
