/** The environment of this process, for programs that it starts. A program that reads no settings starts sooner without their schema. */
import { credentialPath } from '../../../hardware/host/credentials.ts';
import { type ServiceManager, serviceManagerOf } from '../../../hardware/host/service-manager.ts';

/** Adds settings to this process's environment, before they are read. */
export function addSettings(settings: Readonly<Record<string, string>>): void {
  Object.assign(process.env, settings);
}

/** The environment of this process plus `settings`, for programs that it starts. */
export function environmentWith(settings: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return { ...process.env, ...settings };
}

/** Those of these settings that the environment of this process does not contain. */
export function settingsBeside(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => process.env[name] === undefined));
}

/**
 * The settings of a list of officers' keys; none where the environment names another list. Signers of the environment
 * are added to those of the list.
 */
export function listedBeside(list: { readonly file: string; readonly signerKeys: string }): Record<string, string> {
  const { POSTERN_KIOSK_OFFICER_KEYS_FILE: given, POSTERN_KIOSK_SIGNER_KEYS: signers } = process.env;
  if (given !== undefined) return {};
  return {
    POSTERN_KIOSK_OFFICER_KEYS_FILE: list.file,
    POSTERN_KIOSK_SIGNER_KEYS: signers === undefined ? list.signerKeys : `${signers},${list.signerKeys}`,
  };
}

/** The service manager that started this process; `undefined` without one. */
export function serviceManager(): ServiceManager | undefined {
  return serviceManagerOf(process.env);
}

/** The path of a file, or of the credential that `credential:NAME` names; `undefined` for a credential of a process that has none. */
export function credentialFile(value: string): string | undefined {
  return credentialPath(value, process.env['CREDENTIALS_DIRECTORY']);
}
