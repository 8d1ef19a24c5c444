import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { MailRelay } from '../../../../server/oversight/alerts/mail-relay.ts';
import { sendEmail, type Email } from '../../../../server/oversight/alerts/send-email.ts';
import { receiveMails, type MailReceiver } from './fixtures/mail-receiver.ts';

const EMAIL: Email = {
  id: `msg_${'b'.repeat(32)}`,
  at: Date.UTC(2026, 10, 28, 12),
  to: ['duty@agency.example', 'night@agency.example'],
  subject: '[Postern] Sofort: Die Schleuse ist offen: Notfall (Nordtor 1)',
  text: 'Die Schleuse ist offen\n\n.\nSeit: 2026-11-28 11:40 UTC\n',
};
const send = (receiver: MailReceiver, scheme = 'smtp', user = '', over: { ca?: string | undefined } = {}) =>
  sendEmail(
    {
      clock: backgroundClock,
      relay: MailRelay.parse(`${scheme}://${user}127.0.0.1:${receiver.port}`)!,
      from: 'postern@agency.example',
      ...('ca' in over ? over : { ca: receiver.ca }),
    },
    EMAIL,
  );

describe('mail', () => {
  it('goes over STARTTLS to each recipient, as plain text with an id that stays the same', async () => {
    const receiver = await receiveMails();
    expect(await send(receiver)).toEqual({ result: 'delivered', status: null });
    expect(await send(receiver)).toEqual({ result: 'delivered', status: null });
    const [mail, again] = receiver.received;
    expect(mail).toMatchObject({ from: 'postern@agency.example', to: EMAIL.to, isSecure: true });
    const [head = '', body = ''] = mail?.text.split('\r\n\r\n', 2) ?? [];
    expect(head).toContain(`Message-ID: <${EMAIL.id}@agency.example>`);
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(head).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
    expect(head).not.toMatch(/multipart|html|X-Mailer/i);
    expect(body).toContain('Die Schleuse ist offen');
    expect(again?.text).toBe(mail?.text);
  });
  it('goes over TLS from the first byte, and signs in', async () => {
    const receiver = await receiveMails({
      secure: true,
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        password === 'p@ss word' ? done(null, { user: username }) : done(new Error('no')),
    });
    expect(await send(receiver, 'smtps', 'postern:p%40ss%20word@')).toEqual({ result: 'delivered', status: null });
    expect(receiver.received).toMatchObject([{ isSecure: true, user: 'postern' }]);
    expect(await send(receiver, 'smtps', 'postern:wrong@')).toMatchObject({ result: 'sign-in-refused', status: 535 });
  });
  it('is not sent, and no password either, to a relay that offers no TLS', async () => {
    const asked: string[] = [];
    const receiver = await receiveMails({
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) => {
        asked.push(String(auth.password));
        done(null, { user: 'x' });
      },
    });
    expect(await send(receiver, 'smtp', 'postern:secret@')).toMatchObject({ result: 'tls-refused' });
    expect([receiver.received, asked]).toEqual([[], []]);
  });
  it('is not sent to a relay with a certificate by an unknown authority', async () => {
    const receiver = await receiveMails();
    expect(await send(receiver, 'smtp', '', { ca: undefined })).toMatchObject({ result: 'tls-refused' });
    const implicit = await receiveMails({ secure: true });
    expect(await send(implicit, 'smtps', '', { ca: undefined })).toMatchObject({ result: 'tls-refused' });
    expect([...receiver.received, ...implicit.received]).toEqual([]);
  });
  it('is delivered in part when the relay refuses some of the recipients, and not at all when it refuses all', async () => {
    const refuses = (refused: readonly string[]) =>
      receiveMails({
        onRcptTo: ({ address }, _session, done) =>
          refused.includes(address) ? done(Object.assign(new Error('no such user'), { responseCode: 550 })) : done(),
      });
    const some = await refuses(['night@agency.example']);
    expect(await send(some)).toEqual({ result: 'delivered-in-part', status: null });
    expect(some.received).toMatchObject([{ to: ['duty@agency.example'] }]);
    const all = await refuses(EMAIL.to);
    expect(await send(all)).toMatchObject({ result: 'recipients-refused', status: 550 });
  });
  it('reports a relay that refuses the text, or that is away', async () => {
    const receiver = await receiveMails({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => done(Object.assign(new Error('spam'), { responseCode: 554 })));
      },
    });
    expect(await send(receiver)).toMatchObject({ result: 'relay-refused', status: 554 });
    expect(await send({ ...receiver, port: 1 })).toMatchObject({ result: 'unreachable' });
  });
});

describe('address of the mail relay', () => {
  it('has the ports of submission unless it names one', () => {
    expect(MailRelay.parse('smtp://mail.agency.example')?.login()).toMatchObject({ port: 587, isImplicitTls: false });
    expect(MailRelay.parse('smtps://mail.agency.example')?.login()).toMatchObject({ port: 465, isImplicitTls: true });
    expect(MailRelay.parse('smtps://a:b@[::1]:2465/')?.login()).toMatchObject({ host: '::1', port: 2465, user: 'a' });
  });
  it.each([
    'http://mail.example',
    'mail.example',
    'smtp://',
    'smtp://a@mail.example',
    'smtp://:b@mail.example',
    'smtp://mail.example/x',
    'smtp://mail.example?tls=no',
    'smtp://mail.example#x',
    'smtp://a:%zz@mail.example',
    'smtp://mail.example:0',
  ])('refuses %j', (text) => expect(MailRelay.parse(text)).toBeUndefined());
  it('shows its password neither in inspection nor as JSON', () => {
    const relay = MailRelay.parse('smtp://user:hunter2@mail.agency.example');
    expect(`${inspect(relay, { depth: 9, showHidden: true })}${JSON.stringify(relay)}`).not.toContain('hunter2');
  });
});
