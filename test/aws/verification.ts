import type { Device } from './identity-center';
import { decide, deviceOf } from './identity-center';
import { escape } from './markup';
import type { WireRequest, WireResponse } from './protocols/protocol';
import type { World } from './world';

/**
 * Answers the page on which a person confirms a device code: at `GET /` it shows the code of the
 * query with two buttons, Allow and Deny, and asks for the code when the query has none; a `POST /`
 * of that form decides. There is nobody to sign in: the first user of the instance sits there.
 *
 * Newer access portals put the code behind a `#` (`/start/#/device?user_code=...`), which no server
 * is told: the page asks again with the code in the query.
 */
export function answerVerification(
  world: World,
  request: Pick<WireRequest, 'method' | 'path' | 'query' | 'body'>,
): WireResponse {
  if (request.method === 'POST') {
    return answerDecision(world, new URLSearchParams(request.body.toString('utf8')));
  }
  if (request.method !== 'GET' || !/^\/(?:start\/?)?$/u.test(request.path)) {
    return page(404, 'Not found', '');
  }
  const code = normal(request.query.get('user_code'));
  if (code === '') return page(200, 'Authorization requested', `${askAgain}${form(codeField)}`);
  const device = deviceOf(world, code);
  return device
    ? page(200, 'Authorization requested', `${question(device)}${form(hiddenCode(code))}`)
    : page(400, 'Invalid code', paragraph('There is no such code, or it is no longer good.'));
}

function answerDecision(world: World, sent: URLSearchParams): WireResponse {
  const code = normal(sent.get('user_code'));
  const choice = sent.get('choice') === 'approve' ? 'approve' : 'deny';
  const name = deviceOf(world, code)?.client.name ?? '';
  const refusal = decide(world, code, choice);
  if (refusal !== undefined) return page(400, refusal, '');
  return choice === 'approve'
    ? page(200, 'Request approved', paragraph(`${escape(name)} has been given access.`))
    : page(200, 'Request denied', paragraph(`${escape(name)} has been given no access.`));
}

/** People type codes as they like. */
function normal(code: string | null): string {
  return (code ?? '').trim().toUpperCase();
}

const askAgain = `<script>
const found = /[?&]user_code=([^&]+)/.exec(location.hash);
if (found) location.replace('/?user_code=' + found[1]);
</script>`;

const codeField = '<p><label>Code <input name="user_code" autocomplete="off" required></label></p>';

function hiddenCode(code: string): string {
  return `<input type="hidden" name="user_code" value="${escape(code)}">`;
}

function question({ userCode, client }: Device): string {
  const sentence = `${escape(client.name)} asks for access. Allow it when it shows this code:`;
  return `${paragraph(sentence)}${paragraph(`<strong>${escape(userCode)}</strong>`)}`;
}

function form(fields: string): string {
  const allow = '<button name="choice" value="approve">Allow</button>';
  const deny = '<button name="choice" value="deny">Deny</button>';
  return `<form method="post" action="/">${fields}${allow} ${deny}</form>`;
}

function page(status: number, title: string, content: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,"></head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>
`,
  };
}

function paragraph(content: string): string {
  return `<p>${content}</p>`;
}
