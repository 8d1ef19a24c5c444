/** The programs of a test in which agencies exchange data: each is a process of its own, on computers whose clock the test turns. */
import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join, resolve } from 'node:path';
import { type Program, type ProgramEvent, startProgram } from '../../../kiosk/dock/program.ts';
import { environmentWith } from '../../../kiosk/platform/config/process-config.ts';
import type { Role } from '../../../server/platform/access/vocabulary.ts';
import { type Answered, type TwoOfficers, twoOfficers } from '../../server/sharing/fixtures/two-officers.ts';
import { turnedClock, type TurnedClock } from './turned-clock.ts';

const BUILD = resolve(import.meta.dirname, '../../..');
const JSON_TYPE = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };

export interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Programs {
  readonly clock: TurnedClock;
  start(about: {
    readonly name: string;
    readonly entry: string;
    readonly args?: readonly string[];
    readonly settings?: Readonly<Record<string, string>>;
    readonly onEvent?: (event: ProgramEvent) => void;
  }): Program;
  /** Runs a command to its end, and resolves to its lines of JSON. Rejects with what it wrote when it fails. */
  run(entry: string, args: readonly string[], settings?: Readonly<Record<string, string>>): Promise<ProgramEvent[]>;
}

/**
 * The plaintext that programs send is in the folder `wires`, and what they print in `logs`, by their names.
 *
 * @param startMs wall time at which the computers begin
 */
export function programsIn(folder: string, startMs: number): Programs {
  const clock = turnedClock(folder, startMs);
  const [wires, logs] = [join(folder, 'wires'), join(folder, 'logs')];
  for (const name of [wires, logs]) mkdirSync(name);
  const common = {
    ...clock.settings,
    RECORDED_WIRE_FOLDER: wires,
    NODE_OPTIONS: `--import=${new URL('./in-program.js', import.meta.url).href}`,
  };
  return {
    clock,
    start: ({ name, settings = {}, ...about }) =>
      startProgram({
        ...{ ...about, name, logFile: join(logs, `${name}.log`) },
        settings: { ...common, RECORDED_WIRE_NAME: name, ...settings },
      }),
    run: (entry, args, settings = {}) =>
      new Promise((resolveDone, reject) => {
        const environment = environmentWith({ ...common, RECORDED_WIRE_NAME: 'command', ...settings });
        const words = ['--enable-source-maps', join(BUILD, entry), ...args];
        execFile(process.execPath, words, { env: environment, encoding: 'utf8' }, (error, stdout, stderr) => {
          appendFileSync(join(logs, 'commands.log'), stdout + stderr);
          if (error !== null) return reject(new Error(`${entry} ${args.join(' ')} failed: ${stderr}${stdout}`));
          resolveDone(
            stdout
              .split('\n')
              .filter((line) => line !== '')
              .map((line) => JSON.parse(line) as ProgramEvent),
          );
        });
      }),
  };
}

/** Each file under a folder, by its path there. */
export function filesUnder(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({
      name: join(parentPath, name).slice(folder.length + 1),
      bytes: readFileSync(join(parentPath, name)),
    }));
}

export interface Agency extends TwoOfficers<string> {
  readonly name: string;
  readonly dataDir: string;
  /** Address of the port for people. */
  readonly url: string;
  readonly kioskUrl: string;
  /** Address of the port for partners' programs. */
  readonly partnersUrl: string;
  /** The server's public key, hex. */
  readonly serverKey: string;
  readonly program: Program;
  /** Successful answers of the server to a route so far. */
  answered(route: string): number;
  /** A request without an account. */
  get(path: string): Promise<Answered>;
  /** JSON as an invented person of a role, who signs in anew. */
  see<T>(role: Role, path: string): Promise<T>;
  /** Signs in the two privacy officers anew: their sessions do not outlast a turn of the clock. */
  signIn(): Promise<void>;
}

interface AgencySettings {
  readonly name: string;
  readonly dataDir: string;
  /** For people's and partners' ports, as `localhost`. */
  readonly certificate: { readonly certFile: string; readonly keyFile: string; readonly cert: string };
  readonly settings?: Readonly<Record<string, string>>;
}

/** A server with TLS, a fleet's authority, a ledger and a port for partners. The caller stops it. */
export async function startAgency(programs: Programs, about: AgencySettings): Promise<Agency> {
  const { name, dataDir, certificate, settings = {} } = about;
  const answered = new Map<string, number>();
  await programs.run('server/main/commands/fleet.js', ['init'], { POSTERN_SERVER_DATA_DIR: dataDir });
  const program = programs.start({
    name,
    entry: 'server/main.js',
    settings: {
      POSTERN_SERVER_DATA_DIR: dataDir,
      POSTERN_SERVER_LEDGER_ORIGIN: `log.example/${name}`,
      POSTERN_SERVER_PORT: '0',
      POSTERN_SERVER_TLS_NAMES: 'localhost,127.0.0.1',
      POSTERN_SERVER_TLS_CERTIFICATE_FILE: certificate.certFile,
      POSTERN_SERVER_TLS_KEY_FILE: certificate.keyFile,
      POSTERN_SERVER_KIOSK_PORT: '0',
      POSTERN_SERVER_PARTNERS_PORT: '0',
      ...settings,
    },
    onEvent({ route, status }) {
      if (typeof route === 'string' && Number(status) < 300) answered.set(route, (answered.get(route) ?? 0) + 1);
    },
  });
  const partners = program.first('port');
  const { consoleUrl, kioskUrl, serverPublicKey } = await program.listening;
  const url = String(consoleUrl);
  const ask = (path: string, cookie = '', body?: unknown): Promise<Answered & { readonly cookie: string }> =>
    new Promise((resolveAnswer, reject) => {
      const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const headers = { ...JSON_TYPE, cookie, ...(sent !== undefined && { 'content-length': sent.length }) };
      const method = sent === undefined ? 'GET' : 'POST';
      const options = { ca: certificate.cert, agent: false, method, headers };
      const call = request(new URL(path, url), options, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => void pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const given = (response.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0] ?? '').join('; ');
          const text = Buffer.concat(pieces).toString();
          resolveAnswer({ status: response.statusCode ?? 0, text, cookie: given });
        });
      });
      call.on('error', reject);
      call.end(sent);
    });
  const signedIn = async (role: Role, invented: 'first' | 'second'): Promise<string> => {
    const begun = await ask('/v1/development/sign-in', '', { role, invented });
    const proved = await ask('/v1/development/step-up', begun.cookie, {});
    if (proved.status !== 204) throw new Error(`the server answers ${begun.status} and ${proved.status}`);
    return proved.cookie;
  };
  const cookies = new Map<string, string>();
  const signIn = async (): Promise<void> => {
    for (const invented of ['first', 'second'] as const)
      cookies.set(invented, await signedIn('privacy-officer', invented));
  };
  await signIn();
  return {
    ...twoOfficers('first', 'second', (who, path, body) => ask(path, cookies.get(who), body)),
    ...{ name, dataDir, url, program, signIn, kioskUrl: String(kioskUrl), serverKey: String(serverPublicKey) },
    partnersUrl: `https://localhost:${String((await partners)['port'])}`,
    answered: (route) => answered.get(route) ?? 0,
    get: (path) => ask(path),
    async see<T>(role: Role, path: string) {
      const { status, text } = await ask(path, await signedIn(role, 'first'));
      if (status !== 200) throw new Error(`${path} answers ${status}`);
      return JSON.parse(text) as T;
    },
  };
}
