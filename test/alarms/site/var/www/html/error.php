<?php

throw new Exception('this page is broken');
