/** The mail server to which this server hands its mails, with credentials. Logs and errors never contain the password. */

export interface RelayLogin {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS, without which nothing is sent. */
  readonly isImplicitTls: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

const SUBMISSION_PORT = 587;
const SUBMISSIONS_PORT = 465;

export class MailRelay {
  /** Private fields appear in neither inspection nor JSON. */
  readonly #login: RelayLogin;

  private constructor(login: RelayLogin) {
    this.#login = login;
  }

  /** Reads `smtp://[USER:PASSWORD@]HOST[:PORT]` (STARTTLS) or `smtps://…` (TLS at once). `undefined` for any other text. */
  static parse(text: string): MailRelay | undefined {
    if (!URL.canParse(text)) return undefined;
    const url = new URL(text);
    const isImplicitTls = url.protocol === 'smtps:';
    if (!isImplicitTls && url.protocol !== 'smtp:') return undefined;
    if (url.search !== '' || url.hash !== '' || !['', '/'].includes(url.pathname)) return undefined;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = url.port === '' ? (isImplicitTls ? SUBMISSIONS_PORT : SUBMISSION_PORT) : Number(url.port);
    const [user, password] = [url.username, url.password].map(decoded);
    if (host === '' || port < 1 || user === undefined || password === undefined) return undefined;
    if ((user === '') !== (password === '')) return undefined;
    const credentials = user === '' ? { user: undefined, password: undefined } : { user, password };
    return new MailRelay({ host, port, isImplicitTls, ...credentials });
  }

  get hasPassword(): boolean {
    return this.#login.password !== undefined;
  }

  /** For the mail library only; the result must not be logged. */
  login(): RelayLogin {
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
