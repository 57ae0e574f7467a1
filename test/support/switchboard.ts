import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One port of loopback that stays, before servers that come and go. */
export interface Switchboard {
  readonly port: number;
  /**
   * Puts connections through to a port of loopback from now on, until the function that it gives
   * cuts all of them. Meanwhile nothing else may be put through.
   */
  readonly putThrough: (port: number) => () => void;
  readonly close: () => Promise<void>;
}

/** Opens a switchboard. Whoever connects while nothing is put through is cut off at once. */
export async function openSwitchboard(): Promise<Switchboard> {
  const sockets = new Set<Socket>();
  let target: number | undefined;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  const cut = () => {
    target = undefined;
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer({ noDelay: true }, (client) => {
    if (target === undefined) {
      client.destroy();
      return;
    }
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      keep(one);
      one.on('error', () => one.destroy());
      one.once('close', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    putThrough(port) {
      if (target !== undefined) throw new Error('The switchboard is in use.');
      target = port;
      return cut;
    },
    async close() {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      cut();
      await closed;
    },
  };
}
