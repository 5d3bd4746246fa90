-- A server's inboxes are counted at each Follow, and gathered for each post.
create index follower_host on channels.follower (connection_id, host, inbox);
