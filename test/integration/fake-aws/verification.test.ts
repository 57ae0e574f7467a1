import { CreateTokenCommand } from '@aws-sdk/client-sso-oidc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { approve } from '../../aws/identity-center';
import { unexpectedRequests } from '../../aws/log';
import type { Fake } from './harness';
import { failureOf, startFake, transfer } from './harness';
import { startSignIn } from './sign-in';

let fake: Fake;
beforeEach(async () => {
  fake = await startFake();
});
afterEach(() => fake.stop());

/** Sends the form of the page, as the browser does when a button is pressed. */
function press(at: URL, userCode: string, choice: 'approve' | 'deny') {
  return transfer(fake, at.host, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ user_code: userCode, choice }).toString(),
  });
}

async function waiting() {
  const { device, poll, userCode } = await startSignIn(fake.oidc());
  const address = new URL(device.verificationUriComplete ?? '');
  const read = () => transfer(fake, address.host, { path: `${address.pathname}${address.search}` });
  return { address, poll, userCode, read };
}

describe('the verification page', () => {
  test('shows the code and who asks, with a button for each answer', async () => {
    const { read, userCode } = await waiting();
    const answer = await read();
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain(`<strong>${userCode}</strong>`);
    expect(answer.body).toContain('Image Desk asks for access');
    expect(answer.body).toMatch(/<button[^>]+>Allow<\/button> <button[^>]+>Deny<\/button>/u);
  });

  test('lets the person allow', async () => {
    const { address, poll, userCode, read } = await waiting();
    expect((await press(address, userCode, 'approve')).body).toContain('<h1>Request approved</h1>');
    const { accessToken } = await fake.oidc().send(new CreateTokenCommand(poll));
    expect(accessToken).toBeDefined();
    expect((await read()).body).toContain('<h1>Invalid code</h1>');
  });

  test('lets the person deny', async () => {
    const { address, poll, userCode } = await waiting();
    expect((await press(address, userCode, 'deny')).body).toContain('<h1>Request denied</h1>');
    const failure = await failureOf(fake.oidc().send(new CreateTokenCommand(poll)));
    expect(failure.name).toBe('AccessDeniedException');
  });

  test('asks for the code without one, also at the portal, and takes it as people type it', async () => {
    const { poll, userCode } = await waiting();
    const portal = new URL('https://d-1234567890.awsapps.com/start/');
    const answer = await transfer(fake, portal.host, { path: portal.pathname });
    expect(answer.body).toContain('Code <input name="user_code"');
    await press(portal, ` ${userCode.toLowerCase()} `, 'approve');
    await fake.oidc().send(new CreateTokenCommand(poll));
  });

  test.each(['NONE-SUCH', '"><script>alert(1)</script>'])(
    'knows no other code: %s',
    async (code) => {
      const { address } = await waiting();
      const read = await transfer(fake, address.host, {
        path: `/?user_code=${encodeURIComponent(code)}`,
      });
      expect(read.status).toBe(400);
      const pressed = await press(address, code, 'approve');
      expect(pressed.status).toBe(400);
      for (const { body } of [read, pressed]) {
        expect(body).toContain('<h1>Invalid code</h1>');
        expect(body).not.toContain('<script>');
      }
    },
  );

  test('opens with a code of the wrong Region, which cannot be allowed', async () => {
    const { device, userCode } = await startSignIn(fake.oidc('us-east-1'));
    const address = new URL(device.verificationUriComplete ?? '');
    const answer = await transfer(fake, address.host, { path: `/${address.search}` });
    expect(answer.body).toContain(userCode);
    expect((await press(address, userCode, 'approve')).body).toContain('Invalid grant provided');
  });

  test('knows no other address', async () => {
    const answer = await transfer(fake, 'd-1234567890.awsapps.com', { path: '/favicon.ico' });
    expect(answer.status).toBe(404);
  });

  test('is in the log, without the code', async () => {
    const { address, userCode, read } = await waiting();
    await read();
    await press(address, userCode, 'approve');
    expect(fake.server.log.slice(-2)).toMatchObject([
      { host: address.host, method: 'GET', path: '/', outcome: 'verification', mutating: false },
      { host: address.host, method: 'POST', path: '/', outcome: 'verification', mutating: false },
    ]);
    expect(unexpectedRequests(fake.server.log)).toEqual([]);
    expect(JSON.stringify(fake.server.log)).not.toContain(userCode);
  });
});

test('a test may be the person, whoever that is', async () => {
  const { userCode } = await waiting();
  expect(() => approve(fake.world, userCode, 'nobody')).toThrow('has no user nobody');
  approve(fake.world, userCode, 'jane.doe@example.com');
});
