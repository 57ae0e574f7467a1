import { Agent } from 'node:https';
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
