/** Two Host headers, in any case (RFC 9112 §3.2): a proxy in front may have judged the other one. @param rawHeaders as Node gives them */
export function hasTwoHosts({ rawHeaders }: { readonly rawHeaders: readonly string[] }): boolean {
  return rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length > 1;
}
