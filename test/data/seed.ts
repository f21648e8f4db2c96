/** Drupal's tables, some of its rows, and bodies of some megabytes that do not compress away. */
export const SEED = (megabytes: number) => `
CREATE TABLE key_value (collection VARCHAR(128) NOT NULL, name VARCHAR(128) NOT NULL, value LONGBLOB NOT NULL, PRIMARY KEY (collection, name));
CREATE TABLE users (uid INT PRIMARY KEY, uuid VARCHAR(128));
CREATE TABLE users_field_data (uid INT PRIMARY KEY, name VARCHAR(60), mail VARCHAR(254), pass VARCHAR(255), init VARCHAR(254));
CREATE TABLE node (nid INT AUTO_INCREMENT PRIMARY KEY, type VARCHAR(32));
CREATE TABLE node_body (nid INT PRIMARY KEY, body LONGTEXT, FOREIGN KEY (nid) REFERENCES node (nid) ON DELETE CASCADE);
CREATE TABLE comment (cid INT AUTO_INCREMENT PRIMARY KEY, body TEXT);
CREATE TABLE file_managed (fid INT AUTO_INCREMENT PRIMARY KEY, uri VARCHAR(255), status TINYINT NOT NULL DEFAULT 1);
CREATE TABLE queue (item_id INT AUTO_INCREMENT PRIMARY KEY, data LONGBLOB);
CREATE TABLE cache_render (cid VARCHAR(255) PRIMARY KEY, data LONGBLOB);
CREATE TABLE sessions (sid VARCHAR(128) PRIMARY KEY, session LONGBLOB);
CREATE TABLE watchdog (wid INT AUTO_INCREMENT PRIMARY KEY, message LONGTEXT);
CREATE TABLE \`odd name\` (id INT PRIMARY KEY, value BLOB);
CREATE VIEW titles AS SELECT nid FROM node;
INSERT INTO users VALUES (0, ''), (1, 'a'), (2, 'b');
INSERT INTO users_field_data VALUES (1, 'admin', 'admin@shop.invalid', '$S$x', ''), (2, 'Änne 😀', 'anne@shop.invalid', '$S$y', '');
INSERT INTO node (type) SELECT 'page' FROM seq_1_to_${Math.max(20, Math.round(megabytes * 12))};
INSERT INTO node_body SELECT nid, (SELECT GROUP_CONCAT(SHA2(CONCAT(nid, '-', seq), 512) SEPARATOR '') FROM seq_1_to_640) FROM node;
INSERT INTO comment (body) VALUES ('first'), ('second');
INSERT INTO file_managed (uri) VALUES ('public://1/1'), ('private://contract');
INSERT INTO queue (data) VALUES ('waits');
INSERT INTO cache_render VALUES ('a', REPEAT('cached', 1000));
INSERT INTO sessions VALUES ('s', 'somebody is logged in');
INSERT INTO watchdog (message) VALUES ('somebody was here');
INSERT INTO \`odd name\` VALUES (1, x'00ff27225c0a');
`;
