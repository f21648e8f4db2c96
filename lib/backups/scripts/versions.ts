/** Of a version of a server: its make, and its series as a number. */
export const VERSIONS = String.raw`make() { case $1 in *MariaDB*) echo MariaDB ;; *) echo MySQL ;; esac; }
series() { printf '%s' "$1" | sed 's/^\([0-9]*\)\.\([0-9]*\).*/\1 \2/' | { read -r major minor; echo $((major * 1000 + minor)); }; }`;
