/** A table of environment variables, from the schema that reads them. */
import type { z } from 'zod';

type Fields = Readonly<Record<string, z.ZodType>>;

/** @param shouldBe expected value of each variable, from its fault message; without it the schema's descriptions are used */
export function variablesInMarkdown(
  schema: { readonly shape: Fields },
  shouldBe?: Readonly<Record<string, string>>,
): string {
  const rows = Object.entries(schema.shape).map(([name, field]) => {
    const words = shouldBe?.[name] ?? field.description;
    if (words === undefined) throw new Error(`${name} has no description in its schema`);
    return `| \`${name}\` | ${defaultOf(field)} | ${words.replace(/^must be /, '')} |`;
  });
  return ['| variable | default | value |', '| --- | --- | --- |', ...rows].join('\n');
}

function defaultOf(field: z.ZodType): string {
  const { def } = field as unknown as { readonly def: { readonly type: string; readonly defaultValue?: unknown } };
  if (def.type !== 'default') return '';
  const { defaultValue: value } = def;
  return `\`${isMode(value) ? `${value.width}x${value.height}@${value.framesPerSecond}` : String(value)}\``;
}

/** The only setting with a default that is not text: a mode of the camera. */
function isMode(value: unknown): value is { width: number; height: number; framesPerSecond: number } {
  return typeof value === 'object' && value !== null && 'framesPerSecond' in value;
}
