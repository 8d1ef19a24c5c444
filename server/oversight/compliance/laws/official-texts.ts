/** Addresses of the official texts of laws that several rules cite. */
export const GDPR = 'https://eur-lex.europa.eu/eli/reg/2016/679/oj';
export const DIRECTIVE = 'https://eur-lex.europa.eu/eli/dir/2016/680/oj';
export const UK_GDPR = 'https://www.legislation.gov.uk/eur/2016/679/article';
export const UK_ACT = 'https://www.legislation.gov.uk/ukpga/2018/12/section';
