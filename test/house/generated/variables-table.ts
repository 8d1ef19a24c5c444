/** The documentation of environment variables, from the schema that reads them. */
import type { z } from 'zod';

type Fields = Readonly<Record<string, z.ZodType>>;

export interface DocumentedVariable {
  readonly name: string;
  /** `undefined` when the variable has none. */
  readonly defaultValue: string | undefined;
  readonly words: string;
}

/** @param shouldBe expected value of each variable, from its fault message; without it the schema's descriptions are used */
export function documentedVariables(
  schema: { readonly shape: Fields },
  shouldBe?: Readonly<Record<string, string>>,
): readonly DocumentedVariable[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const words = shouldBe?.[name] ?? field.description;
    if (words === undefined) throw new Error(`${name} has no description in its schema`);
    return { name, defaultValue: defaultOf(field), words: words.replace(/^must be /, '') };
  });
}

export function variablesInMarkdown(...of: Parameters<typeof documentedVariables>): string {
  const rows = documentedVariables(...of).map(
    ({ name, defaultValue, words }) =>
      `| \`${name}\` | ${defaultValue === undefined ? '' : `\`${defaultValue}\``} | ${words} |`,
  );
  return ['| variable | default | value |', '| --- | --- | --- |', ...rows].join('\n');
}

function defaultOf(field: z.ZodType): string | undefined {
  const { def } = field as unknown as { readonly def: { readonly type: string; readonly defaultValue?: unknown } };
  if (def.type !== 'default') return undefined;
  const { defaultValue: value } = def;
  return isMode(value) ? `${value.width}x${value.height}@${value.framesPerSecond}` : String(value);
}

/** The only setting with a default that is not text: a mode of the camera. */
function isMode(value: unknown): value is { width: number; height: number; framesPerSecond: number } {
  return typeof value === 'object' && value !== null && 'framesPerSecond' in value;
}
