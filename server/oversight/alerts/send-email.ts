/** One attempt to hand a mail to the relay. */
import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { Clock } from '../../../hardware/host/clock.ts';
import { answerWithin } from '../../../hardware/host/within-time.ts';
import type { MailRelay } from './mail-relay.ts';
import type { SentMessage } from './send-webhook.ts';
import type { DeliveryResult } from './vocabulary.ts';

export interface EmailParts {
  readonly clock: Pick<Clock, 'after'>;
  readonly relay: MailRelay;
  /** Address of the sender. */
  readonly from: string;
  /** Certificates (PEM) that verify the relay; absent: those of the system. */
  readonly ca?: string | undefined;
}

export interface Email {
  /** The id of the message. It makes the `Message-ID`, by which mail programs show a repetition once. */
  readonly id: string;
  readonly at: number;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Time for connection, sign-in and hand-over together. */
const ATTEMPT_MS = 12_000;

/** Sends plain text over TLS with a verified certificate. Resolves in any case. */
export async function sendEmail({ clock, relay, from, ca }: EmailParts, email: Email): Promise<SentMessage> {
  const { host, port, isImplicitTls, user, password } = relay.login();
  const domain = from.slice(from.indexOf('@') + 1);
  const transport = createTransport({
    host,
    port,
    secure: isImplicitTls,
    requireTLS: !isImplicitTls,
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(isIP(host) === 0 && { servername: host }),
      ...(ca !== undefined && { ca }),
    },
    ...(user !== undefined && { auth: { user, pass: password } }),
    // The name of this machine stays inside
    name: domain,
    connectionTimeout: ATTEMPT_MS,
    greetingTimeout: ATTEMPT_MS,
    socketTimeout: ATTEMPT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  const sent = transport
    .sendMail({
      from,
      to: [...email.to],
      subject: email.subject,
      text: email.text,
      date: new Date(email.at),
      messageId: `<${email.id}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    .then(
      ({ rejected }): SentMessage => ({
        result: rejected.length === 0 ? 'delivered' : 'delivered-in-part',
        status: null,
      }),
      failureOf,
    );
  const inTime = await answerWithin(clock, ATTEMPT_MS, sent).finally(() => transport.close());
  return inTime ?? { result: 'too-slow', status: null };
}

const RESULTS: Readonly<Record<string, DeliveryResult>> = {
  EAUTH: 'sign-in-refused',
  ENOAUTH: 'sign-in-refused',
  EDNS: 'name-not-found',
  ETLS: 'tls-refused',
  EREQUIRETLS: 'tls-refused',
  EENVELOPE: 'recipients-refused',
  EMESSAGE: 'relay-refused',
  EPROTOCOL: 'relay-refused',
  ETIMEDOUT: 'too-slow',
  ECONNECTION: 'unreachable',
};

const TLS_CODES = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_OSSL)/;

/** The library's error quotes the relay's answer, which is not kept. */
function failureOf(error: unknown): SentMessage {
  const field = (name: string): unknown =>
    error instanceof Error ? Object.getOwnPropertyDescriptor(error, name)?.value : undefined;
  const [code, original, status] = [field('code'), field('originalCode'), field('responseCode')];
  const isTls = [code, original].some((one) => typeof one === 'string' && TLS_CODES.test(one));
  const result = isTls ? 'tls-refused' : (RESULTS[String(code)] ?? 'unreachable');
  return { result, status: typeof status === 'number' ? status : null };
}
