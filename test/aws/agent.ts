import { Agent, request } from 'node:https';
import type { FakeAws } from './server';

/**
 * Gives an HTTPS agent that connects every host to the fake, so that Node clients sign and send
 * the real host names. For the SDK: `requestHandler: { httpsAgent: loopbackAgent(server) }`.
 */
export function loopbackAgent(server: Pick<FakeAws, 'port' | 'certificate'>): Agent {
  const agent = new Agent({ ca: server.certificate, keepAlive: true });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) =>
    connect({ ...options, host: '127.0.0.1', port: server.port }, callback);
  return agent;
}

/** A `fetch` that connects every host to the fake, for what does not go through the SDK. */
export function fetchThrough(agent: Agent) {
  return (url: string, init: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const { method = 'GET', body } = init;
      const headers = Object.fromEntries(new Headers(init.headers));
      const outgoing = request(url, { agent, method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        // As in a browser: a connection that breaks is a TypeError.
        answer.on('error', () => reject(new TypeError('Failed to fetch')));
        answer.on('end', () => {
          const { statusCode: status = 0 } = answer;
          const given = Object.entries(answer.headers).map(([name, value]) => [
            name,
            String(value),
          ]);
          resolve(
            new Response(Buffer.concat(chunks).toString('utf8') || null, {
              status,
              headers: Object.fromEntries(given) as Record<string, string>,
            }),
          );
        });
      });
      outgoing.on('error', () => reject(new TypeError('Failed to fetch')));
      outgoing.end(typeof body === 'string' ? body : undefined);
    });
}
