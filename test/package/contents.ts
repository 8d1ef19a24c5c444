/** The contents of a Debian package, as data. */

export interface PackageContents {
  readonly name: 'postern-lane' | 'postern-server';
  /** Folder of the packaging data, relative to the project's root. */
  readonly folder: string;
  readonly summary: string;
  /** Paragraphs. */
  readonly description: readonly string[];
  /** Compiled programs, relative to the build folder; everything that they import follows. */
  readonly programs: readonly string[];
  /** Folders with built pages and with texts that programs read, relative to the build folder. */
  readonly folders: readonly string[];
  /** Files that the code reads relative to the project's root. */
  readonly data: readonly string[];
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly suggests: readonly string[];
  readonly placed: readonly PlacedFile[];
  readonly settings: readonly SettingsFile[];
}

export interface PlacedFile {
  /** Relative to the project's root. */
  readonly from: string;
  /** Absolute path on the machine. */
  readonly to: string;
  readonly isProgram?: boolean;
}

/** A file of settings: `/etc/postern/NAME.conf` and the page `postern-NAME.conf(5)`. */
export interface SettingsFile {
  readonly name: 'lane' | 'server' | 'front' | 'witness';
  readonly title: string;
  readonly variables: readonly Variable[];
  /** Settings that are in force in a new installation. */
  readonly given: Readonly<Record<string, string>>;
  /** Settings that the unit makes. */
  readonly byUnit: Readonly<Record<string, string>>;
}

export interface Variable {
  readonly name: string;
  readonly defaultValue: string | undefined;
  /** May contain words in backticks. */
  readonly words: string;
}
