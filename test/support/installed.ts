import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The first of some places at which there is a program. */
export function firstPresent(places: readonly (string | undefined)[]): string | undefined {
  return places.find((place) => place !== undefined && place !== '' && existsSync(place));
}

/**
 * Installs Debian's packages when it may, and gives where the program of the first one is; it has
 * the package's name unless given. Throws with one line on what to install.
 */
export function install(
  name: string,
  variable: string,
  packages: readonly [string, ...string[]],
  program: string = packages[0],
): string {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    process.stdout.write(`No ${name} found: installing the package ${packages[0]}.\n`);
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
    const installed = `/usr/bin/${program}`;
    if (existsSync(installed)) return installed;
  }
  throw new Error(
    `No ${name} found: install one (Debian: apt-get install ${packages[0]}) or set ${variable}.`,
  );
}

function apt(...args: readonly string[]): void {
  execFileSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
