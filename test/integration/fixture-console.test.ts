import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FixtureBuild } from '../console/image-builder';
import { consoleHandler } from '../console/server';
import type { ConsoleSession } from '../console/session';
import { startFake, transfer, type Fake } from './fake-aws/harness';

const host = 'eu-west-1.console.aws.amazon.com';
const account = '111122223333';
const dist = mkdtempSync(path.join(tmpdir(), 'fixture-console-'));
const asked: ConsoleSession[] = [];

let fake: Fake;
beforeAll(async () => {
  writeFileSync(path.join(dist, 'app.js'), 'app');
  fake = await startFake({
    console: consoleHandler({
      dist,
      account,
      images: () => [],
      imageBuilder: (session) => {
        asked.push(session);
        return { versions: [], builds: [], pipelines: [] };
      },
      build: (_session, arn) => (arn === 'arn:there' ? ({ arn } as FixtureBuild) : undefined),
    }),
  });
});
afterAll(async () => {
  await fake.stop();
  rmSync(dist, { recursive: true });
});

const get = (address: string) => transfer(fake, host, { path: address });

describe.each([
  ['appstream2', 'AppStream 2.0'],
  ['imagebuilder', 'EC2 Image Builder'],
])('the console at /%s', (service, title) => {
  test('is one page, or a shell with a frame of the same query', async () => {
    const home = `/${service}/home?region=eu-west-1`;
    const page = await get(home);
    expect(page.body).toContain('data-console-document="page"');
    expect(page.body).toContain(`<title>${title}</title>`);
    expect(page.body).toContain(`<meta name="awsc-mezz-service" content="${service}">`);
    const shell = await get(`${home}&fixture=iframe`);
    expect(shell.body).toContain('data-console-document="shell"');
    const frame = /data-path="([^"]*)"/.exec(shell.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(frame).toBe(`/${service}/frame?region=eu-west-1&fixture=iframe`);
    const framed = await get(frame);
    expect(framed.body).toContain('data-console-document="frame"');
    expect(framed.body).not.toContain('awsc-session-data');
  });

  test('has the same script, and no document in place of what it lacks', async () => {
    const { body } = await get(`/${service}/home`);
    const script = /src="([^"]*\/app\.js)"/.exec(body)?.[1] ?? '';
    expect((await get(script)).body).toBe('app');
    expect((await get(`/${service}/api/nothing`)).status).toBe(404);
    expect((await get(`/${service}x/home`)).status).toBe(404);
  });
});

describe('the API of the console of Image Builder', () => {
  test('answers for the account and the Region of the session', async () => {
    const answer = await transfer(fake, `444455556666-abcd1234.${host}`, {
      path: '/imagebuilder/api/lists?region=eu-south-1',
    });
    expect(JSON.parse(answer.body)).toEqual({ versions: [], builds: [], pipelines: [] });
    expect(asked.at(-1)).toMatchObject({ account: '444455556666', region: 'eu-south-1' });
  });

  test('has a build by its ARN, or nothing', async () => {
    const there = await get('/imagebuilder/api/build?arn=arn%3Athere');
    expect(JSON.parse(there.body)).toEqual({ arn: 'arn:there' });
    for (const query of ['?arn=arn%3Aelsewhere', '', '?arn=%E0%A4%A']) {
      expect((await get(`/imagebuilder/api/build${query}`)).status).toBe(404);
    }
  });
});
