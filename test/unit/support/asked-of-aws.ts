import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runBash } from '../../support/aws-cli';

/**
 * Runs commands in bash with a command line that only notes what was asked of it: its words, where
 * the place of a file stands for what is in it. A list of resource shares tells `the-share`, one of
 * AMIs `the-ami`. Throws when bash does.
 */
export async function askedOfAws(script: string): Promise<readonly (readonly string[])[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'image-desk-commands-'));
  // Each word ends with a byte that no word has.
  const aws = `
    aws() {
      case "$2" in
        list-resources) echo the-share ;;
        describe-images) echo the-ami ;;
      esac
      { for word in "$@"; do
          case "$word" in
            "file://$TMPDIR/"*) cat "\${word#file://}" ;;
            *) printf '%s' "$word" ;;
          esac
          printf '\\037'
        done; printf '\\036'; } >&3
    }
    exec 3>&2 2>/dev/null
  `;
  const { code, errors } = await runBash(`${aws}${script}`, {
    PATH: '/usr/bin:/bin',
    TMPDIR: folder,
  });
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`bash ended with ${String(code)}`);
  return errors
    .split('\u001E')
    .slice(0, -1)
    .map((words) => words.split('\u001F').slice(0, -1));
}
