export type CodeList = ReadonlySet<string>;

/** A list from its codes, separated by spaces. */
export function listed(codes: string): CodeList {
  return new Set(codes.split(' '));
}
