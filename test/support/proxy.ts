import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { isPlayed } from './browser';

/** A proxy on loopback that takes the played hosts to the server and refuses everything else. */
export interface LoopbackProxy {
  readonly port: number;
  readonly close: () => void;
}

/** Starts the proxy. Firefox has no rules for resolving hosts, but asks a proxy for all of them. */
export async function startProxy(targetPort: number): Promise<LoopbackProxy> {
  const server = createServer((_, response) => {
    response.writeHead(502).end();
  });
  server.on('connect', (request, client, head) => {
    client.on('error', () => client.destroy());
    const [host = '', port] = (request.url ?? '').split(':');
    if (port !== '443' || !isPlayed(host)) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const upstream = connect(targetPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
