import { createLaneStatements, type LaneStatements } from '../../fleet/attestation/lane-statements.ts';
import { measureRelease, type MeasuredRelease } from '../../fleet/attestation/measure-release.ts';
import { proveStart } from '../../fleet/attestation/prove-start.ts';
import { connectToServer, type ServerConnection } from '../../fleet/enrolment/server-connection.ts';
import { followServerKeys, type ServerKeys } from '../../fleet/enrolment/server-keys.ts';
import { type HandleKeeper, openHandleKeeper } from '../../fleet/handles/handle-keeper.ts';
import type { NewReports } from '../../fleet/uplink/new-reports.ts';
import type { Foundation } from './foundation.ts';
import { followServer } from '../../fleet/releases/follow-sources.ts';
import { serverSource } from '../../fleet/releases/server-source.ts';
import type { Rules } from './open-rules.ts';
import type { Hardware } from './open-hardware.ts';

/** The connection to the server, its keys, and the keys that the fleet shares. */
export interface ServerSide {
  readonly handleKeeper: HandleKeeper;
  readonly connection: ServerConnection;
  readonly serverKeys: ServerKeys;
  readonly release: MeasuredRelease;
  /** Absent where no page verifies them. */
  readonly statements: LaneStatements | undefined;
}

/** Rejects with `ConfigError` when the kiosk is not enrolled and cannot be now. An absent server is no failure. */
export async function openServerSide(
  { config, clock, log, opened }: Foundation,
  { releases }: Rules,
  { devices: { secureElement } }: Hardware,
  reports: NewReports,
): Promise<ServerSide> {
  const { kioskId, mode, dataDir, fleetKeyFile, handleKeys } = config;
  const handleKeeper = await openHandleKeeper(
    { kioskId, mode, dataDir, fleetKeyFile, handleKeys, element: secureElement, log },
    clock.wallMs(),
  );
  const connection = opened.add(await connectToServer({ config, secureElement, clock, random: Math.random, log }));
  const serverKeys = opened.add(
    followServerKeys({
      folders: config,
      root: connection.serverKey,
      clock,
      link: connection.link,
      log,
      onFollowed: () => reports.announce(),
    }),
  );
  if (releases !== undefined) {
    opened.push(followServer(releases, serverSource(connection.link), { clock, random: Math.random }));
  }
  const release = opened.add(measureRelease(log));
  const { attestation } = secureElement;
  if (attestation !== undefined) {
    const { link, certificate } = connection;
    const asker = { kioskId, secureElement, link, attestation };
    opened.add(proveStart({ ...asker, clock, random: Math.random, log, certificate, release: release.digest }));
  }
  const statements =
    config.verifyPage &&
    createLaneStatements({
      ...{ kioskId, secureElement, clock, link: connection.link, release: release.digest, page: config.verifyPage },
      serverKeys: () => serverKeys.now(),
    });
  if (statements !== undefined) opened.push(async () => statements.close());
  return { handleKeeper, connection, serverKeys, release, statements };
}
