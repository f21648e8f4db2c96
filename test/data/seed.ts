import { SQL as OURS } from './sql';

/** Drupal's tables, some of its rows, and bodies of some megabytes that do not compress away. */
export const SEED = (megabytes: number, SQL = OURS) => `${SQL.before}
CREATE TABLE key_value (collection VARCHAR(128) NOT NULL, name VARCHAR(128) NOT NULL, value ${SQL.bytes} NOT NULL, PRIMARY KEY (collection, name));
CREATE TABLE users (uid INT PRIMARY KEY, uuid VARCHAR(128));
CREATE TABLE users_field_data (uid INT PRIMARY KEY, name VARCHAR(60), mail VARCHAR(254), pass VARCHAR(255), init VARCHAR(254));
CREATE TABLE node (nid ${SQL.counter} PRIMARY KEY, type VARCHAR(32));
CREATE TABLE node_body (nid INT PRIMARY KEY, body ${SQL.text}, FOREIGN KEY (nid) REFERENCES node (nid) ON DELETE CASCADE);
CREATE TABLE comment (cid ${SQL.counter} PRIMARY KEY, body TEXT);
CREATE TABLE file_managed (fid ${SQL.counter} PRIMARY KEY, uri VARCHAR(255), status SMALLINT NOT NULL DEFAULT 1);
CREATE TABLE queue (item_id ${SQL.counter} PRIMARY KEY, data ${SQL.bytes});
CREATE TABLE cache_render (cid VARCHAR(255) PRIMARY KEY, data ${SQL.bytes});
CREATE TABLE sessions (sid VARCHAR(128) PRIMARY KEY, session ${SQL.bytes});
CREATE TABLE watchdog (wid ${SQL.counter} PRIMARY KEY, message ${SQL.text});
CREATE TABLE ${SQL.quoted('odd name')} (id INT PRIMARY KEY, value ${SQL.bytes});
CREATE VIEW titles AS SELECT nid FROM node;
INSERT INTO users VALUES (0, ''), (1, 'a'), (2, 'b');
INSERT INTO users_field_data VALUES (1, 'admin', 'admin@shop.invalid', '$S$x', ''), (2, 'Änne 😀', 'anne@shop.invalid', '$S$y', '');
INSERT INTO node (type) SELECT 'page' FROM ${SQL.numbers(Math.max(20, Math.round(megabytes * 12)))};
INSERT INTO node_body SELECT nid, ${SQL.noise} FROM node;
INSERT INTO comment (body) VALUES ('first'), ('second');
INSERT INTO file_managed (uri) VALUES ('public://1/1'), ('private://contract');
INSERT INTO queue (data) VALUES ('waits');
INSERT INTO cache_render VALUES ('a', '${'cached'.repeat(1000)}');
INSERT INTO sessions VALUES ('s', 'somebody is logged in');
INSERT INTO watchdog (message) VALUES ('somebody was here');
INSERT INTO ${SQL.quoted('odd name')} VALUES (1, ${SQL.literal('00ff27225c0a')});
`;
