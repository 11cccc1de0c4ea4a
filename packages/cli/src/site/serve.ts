import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../errors.ts';
import { createWorkbookServer } from './server.ts';

/** Only this machine can reach it. */
const ADDRESS = '127.0.0.1';
const DEFAULT_PORT = 3360;
/** Ports to try from the default on, before any free one is taken. */
const PORTS_TO_TRY = 10;

/** The workbook, being served. */
export interface Served {
  readonly url: string;
  /** Serves until Ctrl-C or SIGTERM. */
  untilInterrupted(): Promise<void>;
}

/**
 * Begins to serve the workbook.
 *
 * @param port - this one and no other; by default the first that is free
 * @throws {@link UserError} when the port that is asked for is taken
 */
export async function serve(root: string, port?: number): Promise<Served> {
  const server = createWorkbookServer(root);
  await (port === undefined ? listenSomewhere(server) : listenOn(server, port));
  const { port: actual } = server.address() as AddressInfo;
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  return {
    url: `http://localhost:${actual}/`,
    async untilInterrupted() {
      await interrupted;
      server.close();
      server.closeAllConnections();
    },
  };
}

async function listenOn(server: Server, port: number): Promise<void> {
  if (await tryToListen(server, port)) return;
  throw new UserError(`port ${port} is taken or not allowed; leave out --port to have a free one chosen`);
}

async function listenSomewhere(server: Server): Promise<void> {
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + PORTS_TO_TRY; port++) {
    if (await tryToListen(server, port)) return;
  }
  if (!(await tryToListen(server, 0))) throw new UserError(`no port of ${ADDRESS} can be listened on`);
}

/** Whether the server listens now. */
function tryToListen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError).once('listening', onListening).listen(port, ADDRESS);
  });
}
