import { decodeText } from '../../lib/accounts/decode';
import { failed, ok, type Result } from '../../lib/result';

/**
 * The text of a chosen file of at most so many bytes, a whole number of MB; or says in a sentence
 * that it is larger.
 */
export async function readTextFile(file: File, most: number): Promise<Result<string, string>> {
  if (file.size > most) return failed(`This file is larger than ${most / 1_000_000} MB.`);
  return ok(decodeText(new Uint8Array(await file.arrayBuffer())));
}
