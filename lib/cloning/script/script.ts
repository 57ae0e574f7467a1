import { bashImageScript } from './bash';
import type { ScriptOrder } from './order';
import { powerShellImageScript } from './power-shell';

/**
 * The script that a person runs on an image builder: it installs the applications of an order,
 * adds them to the catalog, and has Image Assistant make the image. Nothing of the order but the
 * install commands is ever taken for code. These run as they were entered, on Windows as a batch
 * file and on Linux with `bash -e` as root, in the folder of the downloaded file, whose path is in
 * `SOURCE`. `scriptProblems` says what it would fail with.
 */
export function imageScript(order: ScriptOrder): string {
  return order.platform === 'windows' ? powerShellImageScript(order) : bashImageScript(order);
}
