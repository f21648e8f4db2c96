<?php

// A page that waits for something, as for a server elsewhere.
sleep((int) ($_GET['seconds'] ?? 1));
echo "at last\n";
