/** A number with its noun: `1 image`, `12 images`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

/** One of AWS's codes as words: `TIMED_OUT` reads `Timed out`. */
export function inWords(code: string, between = ' '): string {
  const words = code.toLowerCase().replaceAll('_', between);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
