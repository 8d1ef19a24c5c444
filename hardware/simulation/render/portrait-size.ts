/** ISO/IEC 19794-5 full frontal in the usual proportions, 35 mm x 45 mm at 300 ppi, px. */
export const PORTRAIT_WIDTH = 413;
export const PORTRAIT_HEIGHT = 531;
