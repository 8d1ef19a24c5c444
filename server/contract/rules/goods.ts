/** The kinds of goods that travellers can be asked about. Declaration codes hold amounts in this order, so new kinds need another version of codes. */
export const GOODS = [
  ...(['currency', 'restricted', 'commercial'] as const),
  ...(['cigarettes', 'cigarillos', 'cigars', 'smoking-tobacco'] as const),
  ...(['spirits', 'fortified-wine', 'wine', 'beer'] as const),
  'other-goods',
] as const;
export type Goods = (typeof GOODS)[number];
