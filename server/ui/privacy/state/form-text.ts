/** What stands in a field of a form, without the spaces around it; empty where there is none. */
export function formText(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
