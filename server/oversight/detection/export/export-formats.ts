/** Formats of findings for other programs. Pure. */
export const EXPORT_FORMATS = ['ocsf', 'ecs'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
