/** A PostgreSQL address with credentials. Logs and errors never contain the password. */

/** The driver's options. */
export interface PostgresLogin {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string | undefined;
  /** `false`: a socket file or this machine. */
  readonly ssl: false | { readonly rejectUnauthorized: true; readonly ca: string | undefined };
}

const DEFAULT_PORT = 5_432;
const THIS_MACHINE: readonly string[] = ['127.0.0.1', '::1', 'localhost'];
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/;
/** A socket's folder in libpq's form. */
const FOLDER = /^\/[^\0?#]{0,100}$/;

export class PostgresAddress {
  /** Private fields appear in neither inspection nor JSON. */
  readonly #login: PostgresLogin;

  private constructor(login: PostgresLogin) {
    this.#login = login;
  }

  /**
   * Reads `postgres://USER[:PASSWORD]@HOST[:PORT]/DATABASE` or, for a socket file, `postgres://USER@/DATABASE?host=/FOLDER[&port=PORT]`.
   * A remote host needs TLS with a certificate verified by the system's authorities or those in `ca` (PEM). `undefined` for any other
   * text: a misspelt parameter must not weaken the connection silently.
   */
  static parse(text: string, ca?: string): PostgresAddress | undefined {
    // `URL` does not allow a user without a host in this scheme.
    const socket = /^(postgres(?:ql)?:\/\/[^@/]+@)(\/.*)$/.exec(text);
    const whole = socket === null ? text : `${socket[1]}socket${socket[2]}`;
    if (!URL.canParse(whole)) return undefined;
    const url = new URL(whole);
    const allowed = socket === null ? [] : ['host', 'port'];
    const parameters = [...url.searchParams.keys()];
    if (parameters.some((name) => !allowed.includes(name)) || new Set(parameters).size < parameters.length) {
      return undefined;
    }
    const host = socket === null ? url.hostname.replace(/^\[|\]$/g, '') : (url.searchParams.get('host') ?? '');
    const port = Number((socket === null ? url.port : url.searchParams.get('port')) || DEFAULT_PORT);
    const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(decoded);
    if (!/^postgres(ql)?:$/.test(url.protocol) || url.hash !== '') return undefined;
    if (host === '' || (socket !== null && !FOLDER.test(host))) return undefined;
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
    if (user === undefined || database === undefined || !NAME.test(user) || !NAME.test(database)) return undefined;
    const isNear = host.startsWith('/') || THIS_MACHINE.includes(host);
    const ssl = isNear ? (false as const) : { rejectUnauthorized: true as const, ca };
    return new PostgresAddress({ host, port, database, user, password: password === '' ? undefined : password, ssl });
  }

  /** For the driver only; the result must not be logged. */
  login(): PostgresLogin {
    return this.#login;
  }
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
