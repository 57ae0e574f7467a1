/** Long enough for any browser to have begun to save, in milliseconds. */
const patience = 60_000;

/** Saves a text as a file, as if the person had followed a link to it. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), patience);
}
