import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reveal, secret, type Keys } from '@/lib/credentials/secret';

const canary = 'canary/wJalrXUtnFEMI';

describe('a secret', () => {
  const credentials: Keys = {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: secret(canary),
    sessionToken: secret(`${canary}-token`),
  };

  it.each<readonly [string, () => string]>([
    ['as JSON', () => JSON.stringify(credentials)],
    ['as JSON by itself', () => JSON.stringify(credentials.secretAccessKey)],
    [
      'in a template',
      () => String(credentials.secretAccessKey) + [credentials.secretAccessKey].join(''),
    ],
    ['as a string', () => String(credentials.secretAccessKey)],
    ['joined', () => Object.values(credentials).join()],
    ['inspected', () => inspect(credentials, { depth: null, showHidden: true, getters: true })],
    ['formatted', () => format('%s %o %O %j', ...Object.values(credentials))],
    ['in an error', () => inspect(new Error('failed', { cause: credentials }), { depth: null })],
    [
      'by its own members',
      () => JSON.stringify(Reflect.ownKeys(credentials.secretAccessKey).map(String)),
    ],
    ['copied', () => JSON.stringify({ ...credentials.secretAccessKey })],
  ])('is not shown %s', (_, show) => {
    expect(show()).not.toContain('canary');
  });

  it('T20: is not shown on a console', () => {
    let printed = '';
    const stdout = new Writable({
      write(chunk: Buffer, _encoding, done) {
        printed += chunk.toString();
        done();
      },
    });
    const log = new Console({ stdout });
    log.log(credentials, credentials.secretAccessKey);
    log.dir(credentials, { depth: null, showHidden: true });
    log.table([credentials]);
    expect(printed).toContain('ASIAIOSFODNN7EXAMPLE');
    expect(printed).not.toContain('canary');
  });

  it('cannot be sent in a message', () => {
    expect(() => structuredClone(credentials)).toThrow();
  });

  it('is given back to who asks for it, and to nobody who has only a copy', () => {
    fc.assert(fc.property(fc.string(), (text) => reveal(secret(text)) === text));
    expect(() => reveal({ ...credentials.secretAccessKey })).toThrow(TypeError);
    expect(() => reveal({ toJSON: () => canary, toString: () => canary })).toThrow('not a secret');
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(secret(canary))).toBe(true);
  });
});
