import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTemporary, readPastedCredentials } from '@/lib/credentials/parse';

const id = 'ASIAIOSFODNN7EXAMPLE';
const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const token = 'IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQ+/abc==';
const until = Date.UTC(2026, 0, 1, 12);

const three = { accessKeyId: id, secretAccessKey: key, sessionToken: token };

const credentials = (more: object = {}) => ({
  kind: 'credentials',
  credentials: { ...three, ...more },
});

const lines = (...all: readonly string[]) => all.join('\n');

describe('pasted credentials', () => {
  it.each<readonly [string, string, object]>([
    [
      'the access portal for bash',
      lines(
        `export AWS_ACCESS_KEY_ID="${id}"`,
        `export AWS_SECRET_ACCESS_KEY="${key}"`,
        `export AWS_SESSION_TOKEN="${token}"`,
      ),
      {},
    ],
    [
      'export-credentials --format env',
      lines(
        `export AWS_ACCESS_KEY_ID=${id}`,
        `export AWS_SECRET_ACCESS_KEY=${key}`,
        `export AWS_SESSION_TOKEN=${token}`,
        'export AWS_CREDENTIAL_EXPIRATION=2026-01-01T12:00:00+00:00',
      ),
      { expiresAt: until },
    ],
    [
      'export-credentials --format env-no-export',
      lines(
        `AWS_ACCESS_KEY_ID=${id}`,
        `AWS_SECRET_ACCESS_KEY=${key}`,
        `AWS_SESSION_TOKEN=${token}`,
        'AWS_CREDENTIAL_EXPIRATION=2026-01-01T12:00:00+00:00',
      ),
      { expiresAt: until },
    ],
    [
      'bash with single quotes',
      lines(
        `export AWS_ACCESS_KEY_ID='${id}'`,
        `export AWS_SECRET_ACCESS_KEY='${key}'`,
        `export AWS_SESSION_TOKEN='${token}'`,
      ),
      {},
    ],
    [
      'PowerShell',
      lines(
        `$Env:AWS_ACCESS_KEY_ID="${id}"`,
        `$Env:AWS_SECRET_ACCESS_KEY="${key}"`,
        `$Env:AWS_SESSION_TOKEN="${token}"`,
      ),
      {},
    ],
    [
      'PowerShell with spaces and lower case',
      lines(
        `$env:AWS_ACCESS_KEY_ID = '${id}'`,
        `$env:AWS_SECRET_ACCESS_KEY = '${key}'`,
        `$env:AWS_SESSION_TOKEN = '${token}'`,
      ),
      {},
    ],
    [
      'the access portal for cmd',
      lines(
        `SET AWS_ACCESS_KEY_ID=${id}`,
        `SET AWS_SECRET_ACCESS_KEY=${key}`,
        `SET AWS_SESSION_TOKEN=${token}`,
      ),
      {},
    ],
    [
      'cmd as the docs write it',
      lines(
        `set AWS_ACCESS_KEY_ID=${id}`,
        `set AWS_SECRET_ACCESS_KEY=${key}`,
        `set AWS_SESSION_TOKEN=${token}`,
      ),
      {},
    ],
    [
      'cmd with the whole assignment in quotes',
      lines(
        `set "AWS_ACCESS_KEY_ID=${id}"`,
        `set "AWS_SECRET_ACCESS_KEY=${key}"`,
        `set "AWS_SESSION_TOKEN=${token}"`,
      ),
      {},
    ],
    [
      'setx',
      lines(
        `setx AWS_ACCESS_KEY_ID ${id}`,
        `setx AWS_SECRET_ACCESS_KEY ${key}`,
        `setx AWS_SESSION_TOKEN "${token}"`,
      ),
      {},
    ],
    [
      'fish',
      lines(
        `set -gx AWS_ACCESS_KEY_ID "${id}"`,
        `set -gx AWS_SECRET_ACCESS_KEY ${key}`,
        `set -g -x AWS_SESSION_TOKEN '${token}';`,
      ),
      {},
    ],
    [
      'the access portal’s section',
      lines(
        '[123456789012_AdministratorAccess]',
        `aws_access_key_id=${id}`,
        `aws_secret_access_key=${key}`,
        `aws_session_token=${token}`,
      ),
      { profile: '123456789012_AdministratorAccess' },
    ],
    [
      'the credentials file of the docs',
      lines(
        '[default]',
        `aws_access_key_id = ${id}`,
        `aws_secret_access_key = ${key}`,
        `aws_session_token = ${token}`,
      ),
      { profile: 'default' },
    ],
    [
      'the config file',
      lines(
        '[profile ops team]',
        'region = eu-west-1',
        `aws_access_key_id = ${id}`,
        `aws_secret_access_key = ${key}`,
        `aws_session_token = ${token}`,
        'output = json',
      ),
      { profile: 'ops team' },
    ],
    [
      'a credentials file of which one section has keys',
      lines(
        '[sso-session corp]',
        'sso_region = eu-west-1',
        '[ops]',
        `aws_access_key_id = ${id}`,
        `aws_secret_access_key = ${key}`,
        `aws_session_token = ${token}`,
        '[empty]',
        'region = eu-west-1',
      ),
      { profile: 'ops' },
    ],
    [
      'export-credentials as JSON',
      JSON.stringify(
        {
          Version: 1,
          AccessKeyId: id,
          SecretAccessKey: key,
          SessionToken: token,
          Expiration: '2026-01-01T12:00:00+00:00',
        },
        null,
        2,
      ),
      { expiresAt: until },
    ],
    [
      'assume-role',
      JSON.stringify({
        Credentials: {
          AccessKeyId: id,
          SecretAccessKey: key,
          SessionToken: token,
          Expiration: '2026-01-01T12:00:00Z',
        },
        AssumedRoleUser: {
          AssumedRoleId: 'AROA3XFRBF535EXAMPLE:name',
          Arn: 'arn:aws:sts::123456789012:assumed-role/Role/name',
        },
      }),
      { expiresAt: until },
    ],
    [
      'assume-role with its members the other way round',
      JSON.stringify({
        AssumedRoleUser: { Arn: 'arn:aws:sts::123456789012:assumed-role/Role/name' },
        Credentials: { SessionToken: token, SecretAccessKey: key, AccessKeyId: id },
      }),
      {},
    ],
    [
      'get-role-credentials, in epoch milliseconds',
      JSON.stringify({
        roleCredentials: {
          accessKeyId: id,
          secretAccessKey: key,
          sessionToken: token,
          expiration: until,
        },
      }),
      { expiresAt: until },
    ],
    [
      'JSON after the command that printed it',
      `$ aws configure export-credentials\n${JSON.stringify({
        AccessKeyId: id,
        SecretAccessKey: key,
        SessionToken: token,
      })}\n$ `,
      {},
    ],
    [
      'the older names of variables',
      lines(
        `AWS_ACCESS_KEY=${id}`,
        `AWS_SECRET_KEY=${key}`,
        `AWS_SECURITY_TOKEN=${token}`,
        'AWS_SESSION_EXPIRATION=2026-01-01T12:00:00Z',
      ),
      { expiresAt: until },
    ],
    [
      'comments and blank lines',
      lines(
        '# from the portal',
        '; also a comment',
        '',
        `export AWS_ACCESS_KEY_ID="${id}"  # the key`,
        `   export AWS_SECRET_ACCESS_KEY=${key} # the secret`,
        `#AWS_SESSION_TOKEN=old`,
        `\texport AWS_SESSION_TOKEN="${token}"`,
      ),
      {},
    ],
    [
      'a comment at the end of a file',
      lines(
        `aws_access_key_id = ${id}`,
        `aws_secret_access_key = ${key}`,
        `aws_session_token = ${token}`,
        '; aws_session_token = old',
        '# aws_access_key_id = old',
      ),
      {},
    ],
    [
      'line ends of Windows',
      [
        '[default]',
        `aws_access_key_id=${id}`,
        `aws_secret_access_key=${key}`,
        `aws_session_token=${token}`,
        '',
      ].join('\r\n'),
      { profile: 'default' },
    ],
    [
      'line ends of old Macs',
      [
        `AWS_ACCESS_KEY_ID=${id}`,
        `AWS_SECRET_ACCESS_KEY=${key}`,
        `AWS_SESSION_TOKEN=${token}`,
      ].join('\r'),
      {},
    ],
    [
      'a prompt of PowerShell',
      lines(
        `PS C:\\Users\\ada> $Env:AWS_ACCESS_KEY_ID="${id}"`,
        `PS C:\\Users\\ada> $Env:AWS_SECRET_ACCESS_KEY="${key}"`,
        `PS C:\\Users\\ada> $Env:AWS_SESSION_TOKEN="${token}"`,
      ),
      {},
    ],
    [
      'a prompt of cmd',
      lines(
        `C:\\Users\\ada>set AWS_ACCESS_KEY_ID=${id}`,
        `C:\\Users\\ada> set AWS_SECRET_ACCESS_KEY=${key}`,
        `D:\\>set AWS_SESSION_TOKEN=${token}`,
      ),
      {},
    ],
    [
      'prompts of shells',
      lines(
        `$ export AWS_ACCESS_KEY_ID="${id}"`,
        `% export AWS_SECRET_ACCESS_KEY="${key}"`,
        `$ export AWS_SESSION_TOKEN="${token}"`,
      ),
      {},
    ],
    [
      'lines of which one is a comment',
      lines(
        `export AWS_ACCESS_KEY_ID="${id}"`,
        `# export AWS_ACCESS_KEY_ID="ASIAOLDOLDOLDOLDOLD1"`,
        `export AWS_SECRET_ACCESS_KEY="${key}"`,
        `export AWS_SESSION_TOKEN="${token}"`,
      ),
      {},
    ],
    [
      'a chain',
      `export AWS_ACCESS_KEY_ID=${id} && export AWS_SECRET_ACCESS_KEY="${key}" && export AWS_SESSION_TOKEN=${token}`,
      {},
    ],
    [
      'a chain of cmd without spaces',
      `set AWS_ACCESS_KEY_ID=${id}&&set AWS_SECRET_ACCESS_KEY=${key}&&set AWS_SESSION_TOKEN=${token}`,
      {},
    ],
    [
      'a chain with semicolons',
      `export AWS_ACCESS_KEY_ID="${id}"; export AWS_SECRET_ACCESS_KEY="${key}"; export AWS_SESSION_TOKEN="${token}";`,
      {},
    ],
    [
      'a chain of PowerShell',
      `$Env:AWS_ACCESS_KEY_ID="${id}";$Env:AWS_SECRET_ACCESS_KEY="${key}" ; $Env:AWS_SESSION_TOKEN="${token}"`,
      {},
    ],
    [
      'continued lines',
      lines(
        `AWS_ACCESS_KEY_ID=${id} \\`,
        `AWS_SECRET_ACCESS_KEY="${key}" \\`,
        `AWS_SESSION_TOKEN=${token}\\`,
        'aws appstream describe-images',
      ),
      {},
    ],
    [
      'continued lines of PowerShell and cmd',
      lines(
        `$Env:AWS_ACCESS_KEY_ID="${id}" \``,
        `set AWS_SECRET_ACCESS_KEY=${key} ^`,
        `$Env:AWS_SESSION_TOKEN="${token}";`,
      ),
      {},
    ],
    [
      'variables around which there is JSON of no use',
      lines(
        'echo {}',
        `AWS_ACCESS_KEY_ID=${id}`,
        `AWS_SECRET_ACCESS_KEY=${key}`,
        `AWS_SESSION_TOKEN=${token}`,
      ),
      {},
    ],
    [
      'variables around which there are braces of no JSON',
      lines(
        'fn() { true; }',
        `AWS_ACCESS_KEY_ID=${id}`,
        `AWS_SECRET_ACCESS_KEY=${key}`,
        `AWS_SESSION_TOKEN=${token}`,
      ),
      {},
    ],
    [
      'an expiry that is no time',
      lines(
        `AWS_ACCESS_KEY_ID=${id}`,
        `AWS_SECRET_ACCESS_KEY=${key}`,
        `AWS_SESSION_TOKEN=${token}`,
        'AWS_CREDENTIAL_EXPIRATION=soon',
      ),
      {},
    ],
  ])('are read from %s', (_, text, more) => {
    expect(readPastedCredentials(text)).toEqual(credentials(more));
  });

  it('may be of a long-term key, which needs no token', () => {
    const text = `aws_access_key_id=AKIAIOSFODNN7EXAMPLE\naws_secret_access_key=${key}`;
    expect(readPastedCredentials(text)).toEqual({
      kind: 'credentials',
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: key },
    });
    expect(isTemporary('AKIAIOSFODNN7EXAMPLE')).toBe(false);
    expect(isTemporary(id)).toBe(true);
  });
});

describe('a text with a part of credentials', () => {
  it.each<readonly [string, readonly string[]]>([
    [`AWS_ACCESS_KEY_ID=${id}`, ['secret access key', 'session token']],
    ['AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE', ['secret access key']],
    [`AWS_SECRET_ACCESS_KEY=${key}`, ['access key id']],
    [`AWS_SESSION_TOKEN=${token}`, ['access key id', 'secret access key']],
    [`AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${key}`, ['session token']],
    [
      `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${key}\nAWS_SESSION_TOKEN=""`,
      ['session token'],
    ],
    [JSON.stringify({ AccessKeyId: id, SecretAccessKey: key }), ['session token']],
    [
      JSON.stringify({ AccessKeyId: id, SecretAccessKey: null }),
      ['secret access key', 'session token'],
    ],
    [`[a]\nconstructor = x\n[b]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE`, ['secret access key']],
  ])('is told what is missing: %j', (text, missing) => {
    expect(readPastedCredentials(text)).toEqual({ kind: 'incomplete', missing });
  });
});

const section = (name: string) =>
  lines(`[${name}]`, `aws_access_key_id=AKIA${name}`, `aws_secret_access_key=${key}`);

it('asks which one is meant', () => {
  expect(readPastedCredentials(lines(section('ONE'), section('TWO'), '[three]'))).toEqual({
    kind: 'several',
    profiles: ['ONE', 'TWO'],
  });
});

describe('a text with several sections', () => {
  it('names the one that has no name', () => {
    const bare = lines('aws_access_key_id=AKIAX', `aws_secret_access_key=${key}`);
    expect(readPastedCredentials(lines(bare, section('TWO')))).toEqual({
      kind: 'several',
      profiles: ['unnamed', 'TWO'],
    });
  });

  it('never mixes the key of one with the secret of another', () => {
    const text = lines('[a]', `aws_access_key_id=${id}`, '[b]', `aws_secret_access_key=${key}`);
    expect(readPastedCredentials(text)).toEqual({
      kind: 'incomplete',
      missing: ['secret access key', 'session token'],
    });
  });
});

describe('a text without credentials', () => {
  it.each([
    '',
    '   \n\t',
    'hello',
    '{}',
    '[]',
    '{"AccessKeyId": 7',
    '{"SessionToken": null}',
    'region = eu-west-1',
    '[default]',
    'AWS_ACCESS_KEY_ID',
    'AWS_ACCESS_KEY_ID=',
    'AWS_REGION=eu-west-1',
    '# AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE',
    'constructor=1',
    '__proto__=1',
    '{"__proto__": {"a": "b"}, "constructor": "x"}',
    'export',
    'aws_access_key_identity=AKIAIOSFODNN7EXAMPLE',
  ])('holds nothing: %j', (text) => {
    expect(readPastedCredentials(text).kind).toBe('nothing');
  });
});

describe('any text', () => {
  // AWS writes base64: `=` comes at the end alone.
  const pasted = fc.record({
    accessKeyId: fc.stringMatching(/^ASIA[A-Z2-7]{16}$/),
    secretAccessKey: fc.stringMatching(/^[A-Za-z0-9/+]{1,60}={0,2}$/),
    sessionToken: fc.stringMatching(/^[A-Za-z0-9/+]{1,200}={0,2}$/),
  });

  type Names = readonly [id: string, key: string, token: string];
  const variables: Names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
  const members: Names = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'];
  const byLine =
    (names: Names, write: (name: string, value: string) => string, between = '\n') =>
    (values: Names) =>
      names.map((name, index) => write(name, values[index] ?? '')).join(between);
  const asJson = (names: Names) => (values: Names) =>
    Object.fromEntries(names.map((name, index) => [name, values[index]]));
  const lower = variables.map((name) => name.toLowerCase()) as unknown as Names;
  const camel = members.map((name) => name[0]?.toLowerCase() + name.slice(1)) as unknown as Names;

  const shapes: Readonly<Record<string, (values: Names) => string>> = {
    bash: byLine(variables, (name, value) => `export ${name}="${value}"`),
    'bash without quotes': byLine(variables, (name, value) => `export ${name}=${value}`),
    'bash without export': byLine(variables, (name, value) => `${name}='${value}'`, '\r\n'),
    'bash in one line': byLine(variables, (name, value) => `export ${name}=${value}`, ' && '),
    'bash with semicolons': byLine(variables, (name, value) => `export ${name}=${value}`, '; '),
    'bash before a command': byLine(variables, (name, value) => `${name}=${value} \\`),
    powershell: byLine(variables, (name, value) => `$Env:${name}="${value}"`),
    'powershell in one line': byLine(variables, (name, value) => `$env:${name}='${value}'`, ';'),
    cmd: byLine(variables, (name, value) => `SET ${name}=${value}`, '\r\n'),
    'cmd in quotes': byLine(variables, (name, value) => `set "${name}=${value}"`),
    setx: byLine(variables, (name, value) => `setx ${name} ${value}`),
    fish: byLine(variables, (name, value) => `set -gx ${name} "${value}";`),
    ini: byLine(lower, (name, value) => `${name} = ${value}`),
    'ini without spaces': byLine(lower, (name, value) => `${name}=${value}`),
    process: (values) => JSON.stringify({ Version: 1, ...asJson(members)(values) }, null, 2),
    'assume-role': (values) => JSON.stringify({ Credentials: asJson(members)(values) }),
    'get-role-credentials': (values) => JSON.stringify({ roleCredentials: asJson(camel)(values) }),
  };

  it.each(Object.keys(shapes))('gives back exactly the secrets that were written as %s', (name) => {
    const write = shapes[name];
    fc.assert(
      fc.property(pasted, (values) => {
        const text = write?.([values.accessKeyId, values.secretAccessKey, values.sessionToken]);
        expect(readPastedCredentials(text ?? '')).toEqual({
          kind: 'credentials',
          credentials: values,
        });
      }),
    );
  });

  it('is read without throwing, and never gives half of credentials', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.json({ maxDepth: 3 }),
        fc.constantFrom(
          'export AWS_ACCESS_KEY_ID=',
          'AWS_SECRET_ACCESS_KEY',
          '=',
          '"',
          "'",
          '\n',
          '\r',
          '\u2028',
          '&&',
          ';',
          '#',
          '[',
          ']',
          '{',
          '}',
          'ASIA',
          'aws_session_token = ',
          'set -gx -gx ',
          'PS ',
          '> ',
          '__proto__',
          'constructor=1',
        ),
      ),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(hostile, (pieces) => {
        const reading = readPastedCredentials(pieces.join(''));
        if (reading.kind !== 'credentials') return;
        expect(reading.credentials.accessKeyId).not.toBe('');
        expect(reading.credentials.secretAccessKey).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('may be nested, long or repetitive without end', () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    expect(readPastedCredentials(deep).kind).toBe('nothing');
    const spaces = ' '.repeat(20_000);
    expect(readPastedCredentials(`a${spaces}b\u2028c`).kind).toBe('nothing');
    expect(readPastedCredentials(`PS ${'x'.repeat(50_000)}`).kind).toBe('nothing');
    expect(readPastedCredentials(`set ${'-a '.repeat(20_000)}\u2028`).kind).toBe('nothing');
    expect(readPastedCredentials('['.repeat(50_000)).kind).toBe('nothing');
    expect(readPastedCredentials('&&'.repeat(50_000)).kind).toBe('nothing');
  });
});
