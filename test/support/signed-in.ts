import type { Role } from '../../server/platform/access/vocabulary.ts';

/** An invented person of development mode, signed in at a server. */
export interface SignedIn {
  /** Value of a `cookie` header. */
  readonly cookie: string;
  /** Sends a request as this person; `path` begins with `/`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  json<T>(path: string): Promise<T>;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Signs in at a development server as the invented person of a role, with a fresh proof. */
export async function signIn(serverUrl: string, role: Role): Promise<SignedIn> {
  const post = async (path: string, body: object, headers = {}) => {
    const init = { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) };
    const response = await fetch(new URL(path, serverUrl), init);
    if (response.status !== 204) throw new Error(`${path} answers ${response.status}`);
    return response.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0] ?? '')
      .join('; ');
  };
  const first = await post('/v1/development/sign-in', { role });
  const cookie = await post('/v1/development/step-up', {}, { cookie: first });
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, serverUrl), { ...init, headers: { ...(init.headers as Record<string, string>), cookie } });
  return {
    cookie,
    fetch: ask,
    async json<T>(path: string) {
      const response = await ask(path);
      if (!response.ok) throw new Error(`${path} answers ${response.status}`);
      return (await response.json()) as T;
    },
  };
}
