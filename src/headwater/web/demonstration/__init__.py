"""The example programme: fictional organisations in real places, told through the site's own actions."""
