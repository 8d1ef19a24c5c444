import { isIPv6 } from 'node:net';
import type { ServerConfig } from '../config/config.ts';
import { type AllowedHosts, allowedHosts, allowedTlsHosts } from '../../platform/http/allowed-hosts.ts';

interface Ports {
  readonly people: number;
  readonly kiosks: number;
}

/** Addresses of this server. The system may choose the ports, so they are known only when the server listens. */
export class OwnAddresses {
  readonly #config: Pick<ServerConfig, 'host' | 'port' | 'tls' | 'people'>;
  #ports: Ports;
  #people: AllowedHosts;
  #kiosks: AllowedHosts;

  constructor(config: Pick<ServerConfig, 'host' | 'port' | 'tls' | 'people'>) {
    const { port, tls } = config;
    this.#config = config;
    this.#ports = { people: port, kiosks: tls?.kioskPort ?? port };
    this.#people = this.#hostsAt(this.#ports.people);
    this.#kiosks = this.#hostsAt(this.#ports.kiosks);
  }

  /** Sets the ports on which the server listens. */
  listensOn(ports: Ports): void {
    this.#ports = ports;
    this.#people = this.#hostsAt(ports.people);
    this.#kiosks = this.#hostsAt(ports.kiosks);
  }

  /** Host and Origin headers that people's browsers may send. */
  get people(): AllowedHosts {
    return this.#people;
  }

  /** Host and Origin headers that kiosks may send. */
  get kiosks(): AllowedHosts {
    return this.#kiosks;
  }

  /** Where people reach the server. */
  get url(): string {
    return this.#urlAt(this.#ports.people);
  }

  /** Where kiosks reach the server. */
  get kioskUrl(): string {
    return this.#urlAt(this.#ports.kiosks);
  }

  /** Where people open the console: passkeys are bound to a name, not to an address. */
  get consoleUrl(): string {
    return `${this.#scheme}://${this.#config.people.relyingPartyId}:${this.#ports.people}`;
  }

  get #scheme(): 'http' | 'https' {
    return this.#config.tls === undefined ? 'http' : 'https';
  }

  #hostsAt(port: number): AllowedHosts {
    const { tls } = this.#config;
    return tls === undefined ? allowedHosts(port) : allowedTlsHosts(tls.names, port);
  }

  /** With TLS by a name of the certificate, which has no addresses. */
  #urlAt(port: number): string {
    const { tls, host } = this.#config;
    const name = tls?.names[0] ?? host;
    return `${this.#scheme}://${isIPv6(name) ? `[${name}]` : name}:${port}`;
  }
}
