/** What a device says of itself as a text that `DeviceDescriptor` allows; `unknown` before it has said anything. */
export function descriptorText(text: string | undefined): string {
  const allowed = (text ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '-')
    .slice(0, 32);
  return /^[a-z0-9]/.test(allowed) ? allowed : 'unknown';
}
