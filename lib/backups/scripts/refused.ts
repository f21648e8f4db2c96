/** Why a client has not loaded a dump: it shows the statement as well, which is content of the site and for no log. */
export const REFUSED = String.raw`refused() { sed -n 's/^\(ERROR [0-9]* ([0-9A-Z]*)\)\( at line [0-9]*\)\{0,1\}.*/\1\2/p' /work/refused | tail -n 1; }`;
