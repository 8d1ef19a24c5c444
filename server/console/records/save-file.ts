/** Hands a file to the browser to save. */
export function saveFile(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // A browser reads the data at the next turn; a slow one may take up to a minute
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
