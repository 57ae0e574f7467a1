import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FakeAws } from '../aws/server';
import { firstPresent, install } from './installed';
import { startProxy } from './proxy';

/**
 * Finds AWS's own command line: `AWS_CLI_PATH`, Debian's, one on the path; else installs Debian's
 * package when it may. Throws with one line on what to install.
 */
export function findAwsCli(): string {
  const onPath = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'aws'));
  return (
    firstPresent([process.env['AWS_CLI_PATH'], '/usr/bin/aws', ...onPath]) ??
    install('AWS CLI', 'AWS_CLI_PATH', ['awscli'], 'aws')
  );
}

/** How a script has ended, and what it has written. */
export interface ScriptEnd {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs bash scripts in which `aws` is the real command line and AWS is the fake one. */
export interface ScriptRunner {
  readonly run: (script: string, credentials: ScriptCredentials) => Promise<ScriptEnd>;
  readonly close: () => void;
}

interface ScriptCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Prepares to run scripts against a fake AWS. They find nothing of this computer's AWS files. */
export async function startScriptRunner(
  aws: Pick<FakeAws, 'port' | 'certificate'>,
): Promise<ScriptRunner> {
  const folder = mkdtempSync(path.join(tmpdir(), 'image-desk-script-'));
  const proxy = await startProxy(aws.port);
  const authority = path.join(folder, 'authority.pem');
  writeFileSync(authority, aws.certificate);
  symlinkSync(findAwsCli(), path.join(folder, 'aws'));
  return {
    run: (script, { accessKeyId, secretAccessKey, sessionToken }) =>
      runBash(script, {
        PATH: `${folder}:/usr/bin:/bin`,
        HOME: folder,
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        AWS_CA_BUNDLE: authority,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
      }),
    close() {
      proxy.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a script in bash; with `-n` among the options it is only read. */
export function runBash(
  script: string,
  env: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<ScriptEnd> {
  return new Promise((resolve, reject) => {
    const bash = spawn('/bin/bash', ['--norc', '--noprofile', ...options, '-c', script], {
      env,
      // With a socket there, bash would read the person's own settings.
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    bash.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    bash.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8');
    });
    bash.on('error', reject);
    bash.on('close', (code) => resolve({ code, output, errors }));
  });
}
