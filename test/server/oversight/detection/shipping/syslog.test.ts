import { describe, expect, it } from 'vitest';
import { syslogFrame } from '../../../../../server/oversight/detection/shipping/syslog.ts';
import { parseTarget, placeOf } from '../../../../../server/oversight/detection/shipping/target.ts';

/** RFC 5424 §6, as far as this sender uses it. */
const MESSAGE =
  /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) - ([\x21-\x7e]{1,32}) \[meta sequenceId="(\d+)"\]\[origin software="Postern"\] \uFEFF(.*)$/;

describe('a syslog frame', () => {
  const item = { id: 'i', kind: 'finding', at: Date.UTC(2026, 10, 29), severity: 'high', json: '{"ü":1}' } as const;

  it('begins with the octets of its message, which follows RFC 5424', () => {
    const frame = syslogFrame(item, 'server.example/log', 7);
    const space = frame.indexOf(0x20);
    const message = frame.subarray(space + 1);
    expect(Number(frame.subarray(0, space).toString())).toBe(message.length);
    const parts = MESSAGE.exec(message.toString());
    // Facility 13, severity 2
    expect(parts?.slice(1)).toEqual([
      ...['106', '2026-11-29T00:00:00.000Z', 'server.example/log', 'postern', 'finding', '7', '{"ü":1}'],
    ]);
  });

  it('begins sequence ids again before they leave the range of the standard, and names no host in other letters', () => {
    expect(syslogFrame(item, 's', 2_147_483_648).toString()).toContain('sequenceId="1"');
    expect(syslogFrame(item, 'ü ', 1).toString()).toContain('Z - postern - ');
  });
});

describe('the address of a receiver', () => {
  it.each([
    ['tls://siem.example', { kind: 'syslog', host: 'siem.example', port: 6514 }, 'siem.example:6514'],
    ['tls://10.1.2.3:7000', { kind: 'syslog', host: '10.1.2.3', port: 7000 }, '10.1.2.3:7000'],
    ['tls://[2001:db8::1]:7000', { kind: 'syslog', host: '2001:db8::1', port: 7000 }, '2001:db8::1:7000'],
    ['https://siem.example/in?t=1', { kind: 'https', url: 'https://siem.example/in?t=1' }, 'siem.example'],
  ])('%s', (text, target, place) => {
    const parsed = parseTarget(text);
    expect(parsed).toEqual(target);
    expect(placeOf(parsed!)).toBe(place);
  });

  it.each([
    'http://siem.example',
    'tcp://siem.example',
    'tls://',
    'tls://a:0',
    'tls://a:70000',
    'tls://u@a',
    'tls://a/b',
  ])('%s is refused', (text) => expect(parseTarget(text)).toBeUndefined());
});
